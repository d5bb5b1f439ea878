package io.semblance.kernel;

/**
 * Codes as words: up to 256 bits in four longs, big-endian packed, so that the first byte of a code is the most
 * significant byte of word 0. Bits beyond the length of the code are zero.
 */
public final class CodeWords {

    /** Longest code in bits; what is longer is cut before it comes here. */
    public static final int MAX_BITS = 256;
    /** Words that hold the longest code. */
    public static final int MAX_WORDS = MAX_BITS / Long.SIZE;

    private CodeWords() {
    }

    /** Four words of a code of 1 to 32 bytes. Throws IllegalArgumentException on other lengths. */
    public static long[] of(byte[] code) {
        requireBits(code.length * Byte.SIZE);
        long[] words = new long[MAX_WORDS];
        for (int i = 0; i < code.length; i++) {
            words[i / Long.BYTES] |= (code[i] & 0xffL) << (56 - i % Long.BYTES * Byte.SIZE);
        }
        return words;
    }

    /** Words that a code of so many bits needs. */
    public static int count(int bits) {
        return (bits + Long.SIZE - 1) / Long.SIZE;
    }

    /** The bits of word {@code word} that belong to a code of so many bits. */
    static long mask(int bits, int word) {
        int here = Math.clamp(bits - (long) word * Long.SIZE, 0, Long.SIZE);
        return here == 0 ? 0 : -1L << (Long.SIZE - here);
    }

    static void requireBits(int bits) {
        if (bits < Byte.SIZE || bits > MAX_BITS || bits % Byte.SIZE != 0) {
            throw new IllegalArgumentException("a code has 8 to 256 bits in steps of 8, not " + bits);
        }
    }

    static void requireClean(int bits, long w0, long w1, long w2, long w3) {
        long beyond = (w0 & ~mask(bits, 0)) | (w1 & ~mask(bits, 1)) | (w2 & ~mask(bits, 2)) | (w3 & ~mask(bits, 3));
        if (beyond != 0) {
            throw new IllegalArgumentException("bits beyond the " + bits + " bits of the code must be zero");
        }
    }
}
