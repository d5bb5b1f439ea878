package io.semblance.code;

/**
 * Normalised prefix Hamming distance: how unlike two bodies are, where a short body stands for every longer one that
 * starts with it. It is the share of differing bits in the common prefix, and 0 where there is none.
 *
 * <p>
 * The share is divided in single precision and then widened, as in the metric that the ISCC search service uses. For 64,
 * 128 and 256 common bits that is exact; for 96, 160, 192 and 224 it decides the last digits of a score and, rarely, on
 * which side of a threshold it lies. It is not a metric over mixed lengths: a 64-bit body can have distance 0 to two
 * 256-bit bodies that are far apart.
 */
public final class Nphd {

    private Nphd() {
    }

    /** Length of the common prefix of two bodies of the given lengths. */
    public static int commonBits(int bitsA, int bitsB) {
        return Math.min(bitsA, bitsB);
    }

    /** How many of the first {@code bits} (0 to 256) bits differ. */
    public static int differing(long a0, long a1, long a2, long a3, long b0, long b1, long b2, long b3, int bits) {
        return Long.bitCount((a0 ^ b0) & Words.mask(bits, 0)) + Long.bitCount((a1 ^ b1) & Words.mask(bits, 1))
                + Long.bitCount((a2 ^ b2) & Words.mask(bits, 2)) + Long.bitCount((a3 ^ b3) & Words.mask(bits, 3));
    }

    /** How many bits of the common prefix differ. The caller compares only units of one type. */
    public static int differing(IsccUnit a, IsccUnit b) {
        return differing(a.w0(), a.w1(), a.w2(), a.w3(), b.w0(), b.w1(), b.w2(), b.w3(),
                commonBits(a.bits(), b.bits()));
    }

    /** How many bits of the common prefix differ. The caller compares only simprints of one type. */
    public static int differing(Simprint a, Simprint b) {
        return differing(a.w0(), a.w1(), a.w2(), a.w3(), b.w0(), b.w1(), b.w2(), b.w3(),
                commonBits(a.bits(), b.bits()));
    }

    /** One minus the distance, 0 to 1, of {@code differing} bits among {@code bits}; 1 where {@code bits} is 0. */
    public static double similarity(int differing, int bits) {
        return bits == 0 ? 1.0 : 1.0 - (double) ((float) differing / (float) bits);
    }

    /** One minus the distance of two units of one type. */
    public static double similarity(IsccUnit a, IsccUnit b) {
        return similarity(differing(a, b), commonBits(a.bits(), b.bits()));
    }

    /**
     * The largest number of differing bits among {@code bits} at which {@link #similarity(int, int)} is still at or above
     * the threshold, or -1 if there is none. A scan can so compare integers and never disagree with the score.
     */
    public static int limit(double threshold, int bits) {
        int limit = (int) Math.clamp((1.0 - threshold) * bits, 0.0, (double) bits);
        while (limit < bits && similarity(limit + 1, bits) >= threshold) {
            limit++;
        }
        while (limit >= 0 && !(similarity(limit, bits) >= threshold)) {
            limit--;
        }
        return limit;
    }

    /** Whether one of two units of one type is a prefix of the other. */
    public static boolean isPrefix(IsccUnit a, IsccUnit b) {
        return differing(a, b) == 0;
    }
}
