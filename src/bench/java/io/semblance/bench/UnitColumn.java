package io.semblance.bench;

import java.util.Arrays;

/**
 * All stored units of one type, by the row of their asset; zero bits where an asset has none.
 */
final class UnitColumn {

    private long[] words = new long[4 * 1024];
    private short[] bits = new short[1024];

    void set(int row, Unit unit) {
        if (row >= bits.length) {
            int rows = Math.max(row + 1, 2 * bits.length);
            bits = Arrays.copyOf(bits, rows);
            words = Arrays.copyOf(words, 4 * rows);
        }
        bits[row] = (short) unit.bits();
        words[4 * row] = unit.w0();
        words[4 * row + 1] = unit.w1();
        words[4 * row + 2] = unit.w2();
        words[4 * row + 3] = unit.w3();
    }

    /**
     * Score of a row: one minus the share of differing bits in the common prefix; for INSTANCE one if one body begins the
     * other. Negative where the asset has no such unit.
     */
    double score(int row, Unit unit) {
        int common = row < bits.length ? Math.min(bits[row], unit.bits()) : 0;
        if (common == 0) {
            return -1;
        }
        int differing = differing(words[4 * row] ^ unit.w0(), common)
                + differing(words[4 * row + 1] ^ unit.w1(), common - 64)
                + differing(words[4 * row + 2] ^ unit.w2(), common - 128)
                + differing(words[4 * row + 3] ^ unit.w3(), common - 192);
        if (unit.instance()) {
            return differing == 0 ? 1 : -1;
        }
        // The division is done in float because the wire format says so; it is exact for 64, 128 and 256 bits.
        return 1.0 - (float) differing / (float) common;
    }

    private static int differing(long xor, int left) {
        if (left >= 64) {
            return Long.bitCount(xor);
        }
        return left <= 0 ? 0 : Long.bitCount(xor >>> (64 - left));
    }
}
