package io.semblance.asset.backend.usearch;

import io.semblance.code.Nphd;

/**
 * From least similarities to largest distances, by the number of bits compared: what a scan needs, once and not for each
 * query.
 */
final class Thresholds {

    private static final int MAX_BITS = 256;

    private final int[] units = new int[MAX_BITS + 1];
    private final int[] simprints = new int[MAX_BITS + 1];

    Thresholds(double ofUnits, double ofSimprints) {
        for (int bits = 1; bits <= MAX_BITS; bits++) {
            units[bits] = Nphd.limit(ofUnits, bits);
            simprints[bits] = limit(ofSimprints, bits);
        }
    }

    /** Similarity of simprints is computed in double precision, that of units in single: near a threshold they can differ. */
    private static int limit(double threshold, int bits) {
        int limit = bits;
        while (limit >= 0 && 1.0 - (double) limit / bits < threshold) {
            limit--;
        }
        return limit;
    }

    int ofUnits(int bits) {
        return units[bits];
    }

    int ofSimprints(int bits) {
        return simprints[bits];
    }
}
