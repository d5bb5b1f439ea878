package io.semblance.asset.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetService;
import io.semblance.asset.Limits;
import io.semblance.asset.json.EntryReader;
import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemException;
import io.semblance.problem.ProblemType;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores a stream of assets, one a line, of any length. Lines are committed in groups, each whole or not at all; a group
 * that is refused is halved until the faulty assets stand alone, so that a faulty line costs only itself. Memory is that of
 * one group.
 */
final class AssetImport {

    private static final Logger LOG = LoggerFactory.getLogger(AssetImport.class);

    static final int GROUP_ASSETS = 500;

    private static final int GROUP_BYTES = 16 * 1024 * 1024;

    private final AssetService service;

    private final AssetIndex index;

    private final ImportReport report;

    private final List<Line> group = new ArrayList<>(GROUP_ASSETS);

    private long groupBytes;

    /** An asset and where it stood. */
    private record Line(long number, Asset asset) {
    }

    AssetImport(AssetService service, AssetIndex index, ImportReport report) {
        this.service = service;
        this.index = index;
        this.report = report;
    }

    /** Reads to the end, or until the index can take no more, which the report then says. */
    void run(InputStream in) throws IOException {
        LineReader lines = new LineReader(in, Limits.IMPORT_LINE_BYTES);
        try {
            byte[] line = lines.next();
            while (line != null) {
                take(line, lines);
                if (group.size() == GROUP_ASSETS || groupBytes > GROUP_BYTES) {
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
            group.add(new Line(lines.number(), service.read(EntryReader.readAlone(line))));
            groupBytes += line.length;
        } catch (CallerFault fault) {
            report.faulty(lines.number(), fault);
        }
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t') {
                return false;
            }
        }
        return true;
    }

    private void commit(long through) throws IOException {
        store(group);
        group.clear();
        groupBytes = 0;
        report.acknowledge(through);
    }

    private void store(List<Line> lines) throws IOException {
        if (lines.isEmpty()) {
            return;
        }
        try {
            report.stored(index.put(lines.stream().map(Line::asset).toList()).statuses());
        } catch (CallerFault fault) {
            if (fault.type() == ProblemType.INDEX_NOT_FOUND) {
                throw fault;
            }
            if (lines.size() == 1) {
                report.faulty(lines.getFirst().number(), fault);
            } else {
                int half = lines.size() / 2;
                store(lines.subList(0, half));
                store(lines.subList(half, lines.size()));
            }
        }
    }
}
