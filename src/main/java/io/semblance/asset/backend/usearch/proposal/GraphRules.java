package io.semblance.asset.backend.usearch.proposal;

import java.time.Duration;

/**
 * When a graph is used, trusted and saved.
 *
 * @param from codes of one unit type and length from which on a graph proposes instead of a scan, at least 1; simprints from
 *        {@value #SIMPRINTS_FACTOR} times as many
 * @param minRecall measured recall below which a graph searches wider, and is then rebuilt; 0 to 1. Of codes that do not find
 *        themselves, a tenth of what may be missing is too much
 * @param saveInterval time after which what changed is saved
 * @param saveChanges changes after which it is saved earlier
 * @param probeInterval time between two measurements of recall
 */
public record GraphRules(long from, double minRecall, Duration saveInterval, long saveChanges, Duration probeInterval) {

    /** Fixed, so that plans do not change from start to start; where a graph broke even with scans that are shared. */
    public static final long DEFAULT_FROM = 2_000_000;

    /** Time between two measurements of recall, each some dozens of scans. */
    public static final Duration PROBE_INTERVAL = Duration.ofMinutes(10);

    /** Share of changed codes from which on a graph is built anew: what was removed still stands in the way of its paths. */
    static final double MOST_CHANGED = 0.2;

    /** Share of changed codes up to which a graph is as good as new: building it once more would find no more. */
    static final double LITTLE_CHANGED = 0.05;

    /** Changed codes that are too few to build a graph anew, however small it is. */
    static final int FEW = 1_000;

    /** Candidates that a search asks for at first, and the least width. */
    static final int WIDTH = 64;

    /** The widest search: beyond it a scan of some million codes costs no more. */
    static final int MOST_WIDTH = 1_024;

    /**
     * A query has many simprints, which share one pass of a scan, while a graph is asked for each; and texts repeat themselves,
     * which graphs do not like: measured, a graph of simprints breaks even at so many times the codes of units.
     */
    private static final int SIMPRINTS_FACTOR = 8;

    /** What is right for most. */
    public static GraphRules defaults() {
        return new GraphRules(DEFAULT_FROM, 0.99, Duration.ofMinutes(5), 100_000, PROBE_INTERVAL);
    }

    /** The same, with graphs from another number of codes on. */
    public GraphRules withFrom(long codes) {
        return new GraphRules(codes, minRecall, saveInterval, saveChanges, probeInterval);
    }

    /**
     * Share of stored codes that are to find themselves. Recall alone would hide it: most codes have neighbours, and ten of
     * them count more than the one that has none, which no path leads to.
     */
    double minSelfRecall() {
        return minRecall == 0 ? 0 : 1 - (1 - minRecall) / 10;
    }

    /** Codes from which on a group has a graph. */
    public long from(GroupKey key) {
        return key.several() ? fromSimprints() : from;
    }

    /** Simprints of one type from which on they have a graph. */
    public long fromSimprints() {
        return from * SIMPRINTS_FACTOR;
    }

    /** Refuses what makes no sense. */
    public GraphRules {
        if (from < 1 || from > Long.MAX_VALUE / SIMPRINTS_FACTOR || !(minRecall >= 0 && minRecall <= 1)
                || saveChanges < 1) {
            throw new IllegalArgumentException("from and saveChanges are at least 1, minRecall is 0 to 1");
        }
    }
}
