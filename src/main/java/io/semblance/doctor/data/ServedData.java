package io.semblance.doctor.data;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

import io.semblance.asset.BackendReport.GraphFigures;
import io.semblance.asset.IndexRecords;
import io.semblance.asset.backend.audit.DamagedRecordException;
import io.semblance.asset.backend.audit.RecordAudit;
import io.semblance.asset.backend.audit.RecordCounts;
import io.semblance.asset.backend.usearch.proposal.SavedGraphs;
import io.semblance.asset.backend.stored.StoredIndexes;
import io.semblance.record.StoreException;
import io.semblance.record.Table;

import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a running service: every value is parsed and compared with what is said of it elsewhere, in one state
 * of each index. It rests as long as it reads, so it takes half a processor at most, and it stops after a time: a state that
 * is held for longer would keep the record's map from growing. Of graphs it tells what was measured last, and whether the
 * saved file is sound. Form and sum of a record's file are checked at every start, and by {@link DataDoctor}; not here, while
 * LMDB writes it.
 */
public final class ServedData {

    private static final Duration FOR_AN_INDEX = Duration.ofSeconds(5);
    private static final Duration IN_ALL = Duration.ofSeconds(30);
    private static final int STEP = 512;

    private final @Nullable StoredIndexes indexes;
    private final LongSupplier clock;
    private final LongConsumer rest;

    /** @param records what is served; null where data is in memory */
    public ServedData(@Nullable IndexRecords records) {
        this(records, System::nanoTime, LockSupport::parkNanos);
    }

    /**
     * @param clock nanoseconds as those of {@link System#nanoTime()}
     * @param rest waits for so many of them
     */
    ServedData(@Nullable IndexRecords records, LongSupplier clock, LongConsumer rest) {
        this.indexes = records instanceof StoredIndexes stored ? stored : null;
        this.clock = clock;
        this.rest = rest;
    }

    /** What was found; takes at most half a minute. */
    public List<DataFinding> findings() {
        StoredIndexes served = indexes;
        if (served == null) {
            return List.of(DataFinding.information("data", "is in memory: there is no record to look at", ""));
        }
        List<DataFinding> findings = new ArrayList<>();
        long end = clock.getAsLong() + IN_ALL.toNanos();
        for (String name : served.names()) {
            findings.add(index(served, name, end));
            graphFiles(served, name, end, findings);
        }
        served.readOnlyIndexes().forEach((name, why) -> findings.add(DataFinding.error("writes " + name,
                "are refused until a restart: " + why, "Look at the disk (docs/runbooks/read-only-index.md).")));
        served.graphs().forEach((name, graphs) -> graphs.forEach(graph -> findings.add(graph(name, graph))));
        served.failedIndexes().forEach((name, why) -> findings.add(DataFinding.error("index " + name,
                "could not be opened: " + why, "Mend the cause and restart (docs/runbooks/read-only-index.md).")));
        served.setAside().forEach(entry -> {
            String what = "quarantine " + entry.id();
            String found = entry.what() + ": " + entry.why();
            findings.add(entry.blocking()
                    ? DataFinding.error(what, found, entry.toDo())
                    : DataFinding.warning(what, found, entry.toDo()));
        });
        return findings;
    }

    static DataFinding graph(String index, GraphFigures graph) {
        String what = "graph " + index + "/" + graph.name();
        String found = String.format(Locale.ROOT, "%s, %d codes, %d changes yet to follow, %s", graph.state(),
                graph.codes(), graph.pending(), Double.isNaN(graph.recall())
                        ? "not measured yet"
                        : String.format(Locale.ROOT, "finds %.4f of what it should", graph.recall()));
        if (graph.state().equals("failed")) {
            return DataFinding.warning(what, found + ": " + graph.notice(),
                    "Searches compare all codes instead, which is exact and slower. Look into the log.");
        }
        return graph.notice().isEmpty()
                ? DataFinding.fine(what, found)
                : DataFinding.information(what, found + ": " + graph.notice(), "");
    }

    private void graphFiles(StoredIndexes served, String name, long endOfAll, List<DataFinding> findings) {
        try (DirectoryStream<Path> graphs = Files.newDirectoryStream(served.directoryOf(name), SavedGraphs::isGraph)) {
            for (Path graph : graphs) {
                findings.add(graphFile(name, graph, endOfAll));
            }
        } catch (IOException | DirectoryIteratorException gone) {
            findings.add(DataFinding.information("graph files " + name, "could not be listed: " + gone.getMessage(),
                    "Ask again, if the index was not deleted or renamed meanwhile."));
        }
    }

    private DataFinding graphFile(String index, Path file, long endOfAll) {
        String what = "graph file " + index + "/" + file.getFileName();
        Pace pace = pace(endOfAll, 1);
        try {
            String fault = SavedGraphs.faultWhileServed(file, pace);
            return fault == null
                    ? DataFinding.fine(what, "is sound")
                    : DataFinding.warning(what, fault,
                            "Nothing: the next save replaces it, and a start before that builds the graph anew.");
        } catch (Pace.OutOfTimeException stopped) {
            return DataFinding.information(what,
                    "the first " + pace.entries() + " MiB were read, and there is no time for all",
                    "Stop it and run bin/semblance doctor --data to read all.");
        }
    }

    private DataFinding index(StoredIndexes served, String name, long endOfAll) {
        String what = "index " + name;
        Pace pace = pace(endOfAll, STEP);
        try {
            RecordCounts counts = served.read(name, tx -> RecordAudit.counts(tx, tx.lastCommit(), pace));
            return counts == null
                    ? DataFinding.information(what, "was deleted meanwhile", "")
                    : DataFinding.fine(what, counts.assets() + " assets, " + counts.units() + " units, "
                            + counts.simprints() + " simprints: every value is sound");
        } catch (Pace.OutOfTimeException stopped) {
            Long all = served.read(name, tx -> tx.entries(Table.ASSETS));
            return DataFinding.information(what, "the first " + pace.entries() + " entries are sound; it has " + all
                    + " assets, and there is no time for all",
                    "Stop it and run bin/semblance doctor --data to read all.");
        } catch (DamagedRecordException damaged) {
            return DataFinding.error(what, String.valueOf(damaged.getMessage()),
                    "Restart: the start checks it and sets it aside. Then restore (docs/runbooks/quarantine.md).");
        } catch (StoreException unread) {
            return DataFinding.warning(what, "cannot be read at the moment: " + unread.getMessage(),
                    "See its state in /actuator/health.");
        }
    }

    private Pace pace(long endOfAll, int step) {
        return new Pace(Math.min(endOfAll, clock.getAsLong() + FOR_AN_INDEX.toNanos()), step, clock, rest);
    }
}
