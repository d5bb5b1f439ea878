package io.semblance.doctor.data;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

import io.semblance.asset.backend.usearch.proposal.GraphReading;
import io.semblance.asset.backend.usearch.proposal.SavedGraphs;
import io.semblance.doctor.Severity;

import org.jspecify.annotations.Nullable;

/** What this look has found of the saved graphs of one index, and where the next one goes on. */
final class GraphRounds {

    /** Rests after each. */
    private static final int MEBIBYTE = 1;

    private final String index;
    private final Map<Path, GraphReading> readings = new HashMap<>();
    private final Map<Path, DataFinding> found = new TreeMap<>();
    /** What earlier looks found; told until the file was read to its end again. */
    private final Map<Path, DataFinding> before = new TreeMap<>();
    private @Nullable DataFinding unlisted;

    GraphRounds(String index) {
        this.index = index;
    }

    void begin() {
        before.putAll(found);
        found.clear();
        unlisted = null;
    }

    /** Reads on in each that was not read to its end in this look; true if all were. */
    boolean part(Path directory, IntFunction<Pace> paces) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> graphs = Files.newDirectoryStream(directory, SavedGraphs::isGraph)) {
            graphs.forEach(files::add);
        } catch (IOException | DirectoryIteratorException gone) {
            unlisted = DataFinding.information("graph files " + index, "could not be listed: " + gone.getMessage(),
                    "Ask again, if the index was not deleted or renamed meanwhile.");
            return true;
        }
        readings.keySet().retainAll(files);
        found.keySet().retainAll(files);
        before.keySet().retainAll(files);
        boolean all = true;
        for (Path file : files) {
            all &= found.containsKey(file) || readOn(file, paces.apply(MEBIBYTE));
        }
        return all;
    }

    private boolean readOn(Path file, Pace pace) {
        try {
            String fault = SavedGraphs.faultWhileServed(file,
                    readings.computeIfAbsent(file, none -> new GraphReading()), pace);
            found.put(file, fault == null
                    ? DataFinding.fine(what(file), "is sound")
                    : DataFinding.warning(what(file), fault,
                            "Nothing: the next save replaces it, and a start before that builds the graph anew."));
            return true;
        } catch (Pace.OutOfTimeException stopped) {
            return false;
        }
    }

    private String what(Path file) {
        return "graph file " + index + "/" + file.getFileName();
    }

    List<DataFinding> findings() {
        Map<Path, DataFinding> all = new TreeMap<>(before);
        all.values().removeIf(finding -> finding.severity() != Severity.WARNING);
        all.putAll(found);
        readings.forEach((file, reading) -> all.computeIfAbsent(file,
                unfinished -> DataFinding.information(what(unfinished),
                        "the first " + reading.bytes() / (1 << 20) + " MiB were read",
                        "Ask again: each look goes on where the last one ended, unless the file was replaced.")));
        List<DataFinding> findings = new ArrayList<>(all.values());
        if (unlisted != null) {
            findings.add(unlisted);
        }
        return findings;
    }
}
