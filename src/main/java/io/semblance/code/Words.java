package io.semblance.code;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Bodies as four words. The first byte of a body is the most significant byte of the first word, so that a common prefix
 * of two bodies is a common prefix of their words; bits that a body does not have are zero.
 */
final class Words {

    static final int MAX_BITS = 256;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Words() {
    }

    /** The word {@code index} of the body that lies in {@code bytes} from {@code from} to {@code to}. */
    static long get(byte[] bytes, int from, int to, int index) {
        int at = from + index * Long.BYTES;
        if (at + Long.BYTES <= to) {
            return (long) LONG.get(bytes, at);
        }
        long word = 0;
        for (int shift = 56; at < to; shift -= Byte.SIZE) {
            word |= (bytes[at++] & 0xFFL) << shift;
        }
        return word;
    }

    /** Writes the first {@code count} bytes of the body at {@code at}. */
    static void put(long w0, long w1, long w2, long w3, byte[] bytes, int at, int count) {
        for (int i = 0; i < count; i++) {
            long word = i < 8 ? w0 : i < 16 ? w1 : i < 24 ? w2 : w3;
            bytes[at + i] = (byte) (word >>> (56 - (i & 7) * 8));
        }
    }

    /** The bits of word {@code index} that a body of {@code bits} bits has. */
    static long mask(int bits, int index) {
        int here = bits - index * Long.SIZE;
        return here >= Long.SIZE ? -1L : here <= 0 ? 0L : -1L << (Long.SIZE - here);
    }

    /** Whether the words have no bit set beyond the first {@code bits}. */
    static boolean fit(int bits, long w0, long w1, long w2, long w3) {
        return ((w0 & ~mask(bits, 0)) | (w1 & ~mask(bits, 1)) | (w2 & ~mask(bits, 2)) | (w3 & ~mask(bits, 3))) == 0;
    }
}
