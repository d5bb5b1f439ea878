package io.semblance.asset.evidence;

import org.apache.commons.numbers.gamma.RegularizedBeta;

import org.jspecify.annotations.Nullable;

/**
 * How far apart codes of unrelated works are, for one type and one compared length.
 *
 * <p>
 * <b>Bits of evidence.</b> If unrelated codes were fair coins, the number of differing bits among m would be binomial, and
 * the probability of d or fewer of them its lower tail. Real codes are no fair coins: bits of a code depend on each other,
 * so distances scatter more than those of m coins would. From the mean p and the variance v of the share of differing bits
 * follows how many independent bits scatter alike: n = p (1 - p) / v, at most m. Distance d of m is then d n / m of n, and
 * the tail for a number that is no integer is the regularised incomplete beta function, I(1 - p; n - k, k + 1) with k = d n / m,
 * which is the exact binomial tail where n and k are integers. Evidence is minus log2 of it.
 *
 * @param compared bits that are compared, 8 to 256
 * @param mean share of bits that differ between unrelated codes, 0 to 1
 * @param effectiveBits number of independent bits, above 0, at most {@code compared}
 * @param codes codes that were looked at; 0 where the model is assumed
 */
public record DistanceModel(int compared, double mean, double effectiveBits, long codes) {

    static final double LN2 = Math.log(2);

    public DistanceModel {
        if (compared < 1 || !(mean > 0 && mean < 1) || !(effectiveBits > 0 && effectiveBits <= compared)) {
            throw new IllegalArgumentException("a model has a mean within 0 and 1 and at most as many effective as "
                    + "compared bits, not " + mean + " and " + effectiveBits + " of " + compared);
        }
    }

    /** Probability that an unrelated code is at least so near: d of the compared bits differ or fewer. */
    public double probability(int differing) {
        double k = differing * effectiveBits / compared;
        return k >= effectiveBits ? 1 : RegularizedBeta.value(1 - mean, effectiveBits - k, k + 1);
    }

    /** Bits of evidence of so many differing bits, 0 to {@link #compared()}; falls with the distance, never negative. */
    double bits(int differing) {
        return Math.max(0, -Math.log(probability(differing)) / LN2);
    }

    /** The model of a sample of distances: {@code pairs[d]} pairs differ in d bits; null if they are all alike. */
    static @Nullable DistanceModel of(long[] pairs, int from, long codes) {
        int compared = pairs.length - 1;
        double count = 0;
        double sum = 0;
        double squares = 0;
        for (int differing = from; differing <= compared; differing++) {
            double share = (double) differing / compared;
            count += pairs[differing];
            sum += share * pairs[differing];
            squares += share * share * pairs[differing];
        }
        double mean = sum / count;
        double variance = squares / count - mean * mean;
        return count > 1 && variance > 0 && mean > 0 && mean < 1
                ? of(compared, mean, variance, codes)
                : null;
    }

    static DistanceModel of(int compared, double mean, double variance, long codes) {
        double bits = mean * (1 - mean) / variance;
        return new DistanceModel(compared, mean, Math.clamp(bits, Math.min(2, compared), compared), codes);
    }

    double variance() {
        return mean * (1 - mean) / effectiveBits;
    }
}
