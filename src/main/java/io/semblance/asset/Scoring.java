package io.semblance.asset;

import java.util.Comparator;

/**
 * How likeness of types becomes the score of an asset, as iscc-search defines it: an asset matches if at least one type
 * reaches the threshold; its score is the sum of s^e over the sum of s, taken over the types that do (e = 4 by default),
 * so that one strong type outweighs several middling ones and types that are unlike cost nothing.
 *
 * @param threshold least score of a type that counts, 0 to 1, inclusive
 * @param exponent e, at least 1
 */
public record Scoring(double threshold, int exponent) {

    /** Best first; ties by ISCC-ID as a number, so that the order is total. */
    public static final Comparator<GlobalMatch> BEST_FIRST = Comparator.comparingDouble(GlobalMatch::score).reversed()
            .thenComparing((a, b) -> Long.compareUnsigned(a.id().body(), b.id().body()));

    /** Best first; ties by ISCC-ID as a number. */
    public static final Comparator<ChunkMatch> BEST_CHUNKS_FIRST = Comparator.comparingDouble(ChunkMatch::score)
            .reversed().thenComparing((a, b) -> Long.compareUnsigned(a.id().body(), b.id().body()));

    public Scoring {
        if (!(threshold >= 0 && threshold <= 1) || exponent < 1) {
            throw new IllegalArgumentException("threshold is 0 to 1 and exponent at least 1");
        }
    }

    /**
     * Score of an asset from those of its types; 0 if none reaches the threshold.
     *
     * @param types one score for each type; NaN for a type that query and asset do not share
     */
    public double score(double[] types) {
        double weighted = 0;
        double sum = 0;
        for (double score : types) {
            if (score >= threshold) {
                weighted += power(score);
                sum += score;
            }
        }
        return sum == 0 ? 0 : weighted / sum;
    }

    /** Whether one of the types reaches the threshold; NaN does not. */
    public boolean matches(double[] types) {
        for (double score : types) {
            if (score >= threshold) {
                return true;
            }
        }
        return false;
    }

    /** Repeated multiplication: exact where the score is a multiple of 1/256, which {@code Math.pow} does not promise. */
    private double power(double score) {
        double power = score;
        for (int i = 1; i < exponent; i++) {
            power *= score;
        }
        return power;
    }
}
