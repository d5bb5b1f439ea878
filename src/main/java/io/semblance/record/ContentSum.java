package io.semblance.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A sum over everything that a record says: each entry (table, key, value) has a 64-bit hash, and the sum of these hashes
 * modulo 2^64 does not depend on their order. So a commit brings it up to date from what it adds and removes, and whoever
 * reads the whole record knows whether it still says what was written, whatever place the entries have in the file.
 *
 * <p>
 * Each step of the hash is one-to-one in the word that it takes in and in what it has so far: damage within one aligned word
 * of eight bytes always changes the sum; any other damage passes with a probability of 2^-64. It does not withstand someone
 * who looks for a collision.
 */
final class ContentSum {

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ODD = 0x9E3779B97F4A7C15L;
    private static final long ODD_TOO = 0xC2B2AE3D27D4EB4FL;
    private static final Map<Table, Long> SEEDS = new EnumMap<>(Table.class);

    static {
        for (Table table : Table.values()) {
            byte[] name = table.name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
            SEEDS.put(table, mixed(name.length, name, 0, name.length));
        }
    }

    private long sum;

    ContentSum(long sum) {
        this.sum = sum;
    }

    long value() {
        return sum;
    }

    void add(Table table, byte[] key, byte[] value) {
        sum += hash(seed(table), key, 0, key.length, value, 0, value.length);
    }

    void remove(Table table, byte[] key, byte[] value) {
        sum -= hash(seed(table), key, 0, key.length, value, 0, value.length);
    }

    void add(long hash) {
        sum += hash;
    }

    /** What the hash of a table's entries begins with. */
    static long seed(Table table) {
        return Objects.requireNonNull(SEEDS.get(table));
    }

    static long hash(long seed, byte[] keys, int key, int keyBytes, byte[] values, int value, int valueBytes) {
        long hash = mixed(seed ^ ((long) keyBytes << 32 | valueBytes), keys, key, keyBytes);
        hash = mixed(hash, values, value, valueBytes);
        hash = (hash ^ hash >>> 29) * ODD_TOO;
        return hash ^ hash >>> 32;
    }

    private static long mixed(long before, byte[] bytes, int from, int length) {
        long hash = before;
        int at = from;
        int end = from + length;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            hash = step(hash, (long) WORD.get(bytes, at));
        }
        if (at < end) {
            long rest = 0;
            for (int shift = 0; at < end; at++, shift += Byte.SIZE) {
                rest |= (bytes[at] & 0xFFL) << shift;
            }
            hash = step(hash, rest);
        }
        return hash;
    }

    private static long step(long hash, long word) {
        long mixed = (hash ^ word) * ODD;
        return Long.rotateLeft(mixed, 31) + ODD_TOO;
    }
}
