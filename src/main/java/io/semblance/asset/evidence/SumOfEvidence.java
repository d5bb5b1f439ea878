package io.semblance.asset.evidence;

import org.apache.commons.numbers.gamma.LogGamma;

/**
 * Evidence of several types together. Each evidence e of an unrelated asset is minus log2 of a probability that is spread
 * evenly, so e ln 2 has an exponential distribution, and the sum of T independent ones a gamma distribution (Fisher's method): the probability
 * that chance gives b bits or more is Q(T, b ln 2), the upper regularised gamma function, and not 2^-b. For whole T it is
 * the finite sum e^-x (1 + x + x^2/2 + ... + x^(T-1)/(T-1)!) with x = b ln 2. It is taken in logarithms here, for the
 * function itself underflows beyond some thousand bits.
 */
final class SumOfEvidence {

    private static final int FEW = 14;

    private SumOfEvidence() {
    }

    /** Minus log2 of the probability that {@code types} independent evidences give {@code sum} bits or more. */
    static double bits(int types, double sum) {
        double x = sum * DistanceModel.LN2;
        return Math.max(0, (x - logOfTerms(types, x)) / DistanceModel.LN2);
    }

    /** Logarithm of the finite sum; of many terms as multiples of the largest, for those themselves overflow. */
    private static double logOfTerms(int types, double x) {
        if (types > FEW && x > 0) {
            int largest = (int) Math.min(types - 1, Math.floor(x));
            double terms = 1;
            double term = 1;
            for (int k = largest; k > 0 && term > 0; k--) {
                term *= k / x;
                terms += term;
            }
            term = 1;
            for (int k = largest + 1; k < types && term > 0; k++) {
                term *= x / k;
                terms += term;
            }
            return largest * Math.log(x) - LogGamma.value(largest + 1.0) + Math.log(terms);
        }
        double terms = 0;
        double term = 1;
        for (int k = 0; k < types; k++) {
            terms += term;
            term *= x / (k + 1);
        }
        return Math.log(terms);
    }

    /** The sum, up to rounding from below, of which {@link #bits} gives so many. */
    static double sum(int types, double bits) {
        double low = 0;
        double high = 16 + 2 * bits + 16 * types;
        for (int i = 0; i < 64; i++) {
            double middle = (low + high) / 2;
            if (bits(types, middle) < bits) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * The evidence that an asset has in at least one of its types, if the sum over up to {@code mostTypes} of them gives so
     * many bits: the sum over T types divided by T, for the T where that is least.
     */
    static double ofOneType(int mostTypes, double bits) {
        double least = Double.POSITIVE_INFINITY;
        for (int types = 1; types <= mostTypes; types++) {
            least = Math.min(least, sum(types, bits) / types);
        }
        return least;
    }
}
