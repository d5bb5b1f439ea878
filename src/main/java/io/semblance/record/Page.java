package io.semblance.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * One page of an LMDB 0.9 file, in the byte order of the machine. Every place that is taken from it is checked against the
 * page's bounds before it is followed.
 *
 * <pre>
 * 8 page number   2 size of a key of equal keys   2 kind   2 end of the places   2 begin of the nodes   2 each: place of a node
 * node: 2 low, 2 high size of the value, 2 flags, 2 size of the key, key, value; in a branch the first three are a page number
 * </pre>
 */
final class Page {

    static final int HEADER = 16;
    static final int NODE = 8;
    static final int BRANCH = 0x01;
    static final int LEAF = 0x02;
    static final int OVERFLOW = 0x04;
    static final int META = 0x08;
    static final int EQUAL_KEYS = 0x20;
    static final int SUB_PAGE = 0x40;
    /** Flags of a node: its value lies on pages of its own, or is the head of a tree. */
    static final int BIG = 1;
    static final int SUB_TREE = 2;
    /** Set in memory only, but for a page within a page. */
    static final int DIRTY = 0x10;

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    final byte[] bytes;

    Page(int size) {
        this.bytes = new byte[size];
    }

    static int u16(byte[] bytes, int at) {
        return (short) SHORT.get(bytes, at) & 0xFFFF;
    }

    static int i32(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static long i64(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    static void put16(byte[] bytes, int at, int value) {
        SHORT.set(bytes, at, (short) value);
    }

    static void put32(byte[] bytes, int at, int value) {
        INT.set(bytes, at, value);
    }

    static void put64(byte[] bytes, int at, long value) {
        LONG.set(bytes, at, value);
    }

    long number() {
        return i64(bytes, 0);
    }

    int kind() {
        return u16(bytes, 10);
    }

    int keyBytes() {
        return u16(bytes, 8);
    }

    int lower() {
        return u16(bytes, 12);
    }

    int upper() {
        return u16(bytes, 14);
    }

    /** Pages of an overflow page. */
    long run() {
        return i32(bytes, 12) & 0xFFFFFFFFL;
    }

    /** Number of nodes; the head of the page is checked here. */
    int nodes() {
        int lower = lower();
        if (lower <= HEADER || (lower & 1) != 0 || upper() < lower || upper() > bytes.length) {
            throw new RecordDamagedException("page " + number() + " has an impossible head");
        }
        return (lower - HEADER) >> 1;
    }

    /** Where a node begins, with its head and key inside of the page. */
    int node(int index) {
        int at = u16(bytes, HEADER + 2 * index);
        if (at < upper() || (at & 1) != 0 || at + NODE > bytes.length || at + NODE + keySize(at) > bytes.length) {
            throw new RecordDamagedException("node " + index + " of page " + number() + " lies outside of it");
        }
        return at;
    }

    int keySize(int node) {
        return u16(bytes, node + 6);
    }

    int flags(int node) {
        return u16(bytes, node + 4);
    }

    long valueSize(int node) {
        return u16(bytes, node) | (long) u16(bytes, node + 2) << 16;
    }

    long child(int node) {
        return valueSize(node) | (long) flags(node) << 32;
    }

    void child(int node, long number) {
        put16(bytes, node, (int) number);
        put16(bytes, node + 2, (int) (number >> 16));
        put16(bytes, node + 4, (int) (number >> 32));
    }

    void requireWithin(int at, int size) {
        if (at + size > bytes.length) {
            throw new RecordDamagedException("a value of page " + number() + " reaches beyond it");
        }
    }
}
