package io.semblance.asset.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.semblance.admission.Deadline;
import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetService;
import io.semblance.asset.ImportGroup;
import io.semblance.asset.ImportGroup.Outcome.Refused;
import io.semblance.asset.ImportGroup.Outcome.Stored;
import io.semblance.asset.Limits;
import io.semblance.asset.WriteResult;
import io.semblance.asset.json.EntryReader;
import io.semblance.problem.Broken;
import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemException;
import io.semblance.problem.ProblemType;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores a stream of assets, one a line, of any length. Lines are committed in groups, see {@link ImportGroup}; memory is
 * that of one group.
 */
final class AssetImport {

    private static final Logger LOG = LoggerFactory.getLogger(AssetImport.class);

    private final AssetIndex index;

    private final ImportReport report;

    private final Function<byte[], Asset> reading;

    private final List<Line> group = new ArrayList<>(ImportGroup.ASSETS);

    private long groupBytes;

    private boolean hasStumbled;

    /** An asset and where it stood. */
    private record Line(long number, Asset asset) {
    }

    AssetImport(AssetIndex index, ImportReport report) {
        this(index, report, line -> AssetService.read(EntryReader.readAlone(line)));
    }

    /** @param reading of a line, for tests in which that fails */
    AssetImport(AssetIndex index, ImportReport report, Function<byte[], Asset> reading) {
        this.index = index;
        this.report = report;
        this.reading = reading;
    }

    /** Reads to the end, or until the index can take no more, which the report then says. */
    void run(InputStream in) throws IOException {
        LineReader lines = new LineReader(in, Limits.IMPORT_LINE_BYTES);
        try {
            byte[] line = lines.next();
            while (line != null) {
                take(line, lines);
                if (group.size() == ImportGroup.ASSETS || groupBytes > ImportGroup.BYTES) {
                    commit(lines.number());
                }
                line = lines.next();
            }
            commit(lines.number());
            report.finish(lines.number());
        } catch (ProblemException stopped) {
            LOG.warn("An import stopped after line {}: {}", lines.number(), stopped.detail(), stopped);
            report.stop(stopped);
        }
    }

    private void take(byte[] line, LineReader lines) throws IOException {
        try {
            if (lines.isTooLong()) {
                throw new CallerFault(ProblemType.BODY_TOO_LARGE,
                        "The line has more than " + Limits.IMPORT_LINE_BYTES + " bytes.");
            }
            if (isBlank(line)) {
                return;
            }
            group.add(new Line(lines.number(), read(line, lines.number())));
            groupBytes += line.length;
        } catch (CallerFault | Broken fault) {
            report.faulty(lines.number(), fault);
        }
    }

    /** A line over which the service itself stumbles costs only itself too: who sent millions is told which one it is. */
    private Asset read(byte[] line, long number) {
        try {
            return reading.apply(line);
        } catch (ProblemException fault) {
            throw fault;
        } catch (RuntimeException stumbled) {
            logOnce(number, stumbled);
            throw new Broken(ProblemType.INTERNAL,
                    "The line met a fault of the service, whose log has the cause. Import"
                            + " it again when that is mended.",
                    stumbled);
        }
    }

    /** The first of an import is enough: the same fault may be in each of millions of lines. */
    private void logOnce(long number, RuntimeException stumbled) {
        if (!hasStumbled) {
            LOG.error("Line {} of an import met a fault of the service, and perhaps more of its lines.", number,
                    stumbled);
        }
        hasStumbled = true;
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t') {
                return false;
            }
        }
        return true;
    }

    /** An import takes as long as it takes, but each of its groups has the time of a request. */
    private WriteResult put(List<Asset> assets) {
        return Deadline.current().again().call(() -> index.put(assets));
    }

    private void commit(long through) throws IOException {
        List<ImportGroup.Outcome> outcomes = ImportGroup
                .store(group.stream().map(Line::asset).toList(), this::put);
        for (int i = 0; i < outcomes.size(); i++) {
            switch (outcomes.get(i)) {
                case Stored stored -> report.stored(stored.status());
                case Refused refused -> report.faulty(group.get(i).number(), refused.fault());
            }
        }
        group.clear();
        groupBytes = 0;
        report.acknowledge(through);
    }
}
