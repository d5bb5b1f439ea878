package io.semblance.asset.evidence;

/**
 * What a search takes for a match, which comes first, and whether versions are folded.
 *
 * @param match what makes an asset a match
 * @param maxChance with {@link Match#EVIDENCE}: the number of unrelated assets that may be expected to come at least as near,
 *                  above 0, at most 1; an asset matches if it is below that
 * @param rank what comes first
 * @param group whether near-identical matches are folded under the best of them
 */
public record Judging(Match match, double maxChance, Rank rank, boolean group) {

    /** What is asked for when nothing is said. */
    public static final double MAX_CHANCE = 0.01;

    /** As iscc-search does it. */
    public static final Judging PLAIN = new Judging(Match.THRESHOLD, MAX_CHANCE, Rank.SCORE, false);

    /** What makes an asset a match. */
    public enum Match {
        /** A type that reaches the threshold. */
        THRESHOLD,
        /** Likeness that chance does not explain. */
        EVIDENCE
    }

    /** What comes first. */
    public enum Rank {
        /** The higher score. */
        SCORE,
        /** Identity, then more evidence. */
        EVIDENCE
    }

    public Judging {
        if (!(maxChance > 0 && maxChance <= 1)) {
            throw new IllegalArgumentException("max_chance is above 0 and at most 1, not " + maxChance);
        }
    }

    /** Whether evidence is weighed at all; if not, an answer is that of iscc-search, byte for byte. */
    public boolean isPlain() {
        return match == Match.THRESHOLD && rank == Rank.SCORE && !group;
    }

    /** Bits from which on an asset matches, in an index of so many. */
    double needed(long assets) {
        return Math.max(0, (Math.log((double) Math.max(1, assets)) - Math.log(maxChance)) / DistanceModel.LN2);
    }
}
