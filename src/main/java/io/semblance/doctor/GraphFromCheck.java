package io.semblance.doctor;

import java.util.Locale;

import io.semblance.asset.BackendReport.ScanFigures;
import io.semblance.asset.backend.IndexUri.Scheme;

/**
 * Whether {@code semblance.graph.from} suits this machine and its load. A graph is worth its misses from where a scan takes
 * as long as it does; how long a scan takes is known from those that were made here, as processors, kernel and the number of
 * searches that share a pass made them. How long a graph takes is not measured here, but taken from the committed benchmark.
 */
final class GraphFromCheck {

    /**
     * A query of a graph of two million codes of 256 bits, searched so wide that it finds 0.99 of a cluster: between those of
     * one and four million in the tables "Searching a graph" of docs/reference/performance.md.
     */
    static final double GRAPH_NANOS = 500_000;

    /** Searches that are too few to tell of. */
    static final long LEAST_REQUESTS = 1_000;
    /** Comparisons of a search below which it is not the comparing that takes the time. */
    static final long LEAST_CODES = 100_000;

    /** Load and data move the figure by as much. */
    private static final double MOST_APART = 2;

    private GraphFromCheck() {
    }

    static Finding from(Deployment on) {
        CheckName check = CheckName.GRAPH_FROM;
        Running running = on.running();
        if (on.backend().scheme() != Scheme.USEARCH || GraphCheck.library(on).severity() != Severity.FINE) {
            return Finding.fine(check, "there are no graphs");
        }
        long from = on.settings().graph().from();
        return running == null
                ? Finding.fine(check, set(from) + "; scans are not measured without a running service")
                : ofScans(from, running.scans().get());
    }

    static Finding ofScans(long from, ScanFigures scans) {
        CheckName check = CheckName.GRAPH_FROM;
        if (scans.requests() < LEAST_REQUESTS || scans.codes() / scans.requests() < LEAST_CODES || scans.nanos() <= 0) {
            return Finding.fine(check, set(from) + "; too few scans were made of too few codes to judge it");
        }
        double nanos = (double) scans.nanos() / scans.codes();
        double even = GRAPH_NANOS / nanos;
        String found = String.format(Locale.ROOT,
                "%s; a comparison takes %.3f ns here, so that a scan of %,d codes takes as long as the graph of the"
                        + " benchmark",
                set(from), nanos, rounded(even));
        return from > even * MOST_APART || from < even / MOST_APART
                ? Finding.information(check, found,
                        String.format(Locale.ROOT,
                                "Set semblance.graph.from=%d if searches of graphs are to be worth it"
                                        + " here; first measure a graph on this machine: docs/reference/performance.md says how.",
                                rounded(even)))
                : Finding.fine(check, found);
    }

    private static String set(long from) {
        return String.format(Locale.ROOT, "semblance.graph.from is %,d", from);
    }

    /** To two digits: it is no better known. */
    private static long rounded(double codes) {
        double step = Math.pow(10, Math.floor(Math.log10(codes)) - 1);
        return Math.max(1, Math.round(Math.round(codes / step) * step));
    }
}
