package io.semblance.migration.lmdb;

import java.nio.ByteBuffer;

/**
 * Root of a B+ tree ({@code MDB_db}, 48 bytes).
 *
 * @param flags how the table was made
 * @param depth levels of pages
 * @param entries rows, each value of a key with several counted
 * @param root number of the topmost page; {@link #EMPTY} if there is none
 */
record Tree(int flags, int depth, long entries, long root) {

    static final int BYTES = 48;
    static final long EMPTY = -1;

    private static final int SEVERAL_VALUES = 0x04;
    private static final int FLAGS = 4;
    private static final int DEPTH = 6;
    private static final int ENTRIES = 32;
    private static final int ROOT = 40;

    static Tree at(ByteBuffer bytes, int offset) {
        return new Tree(bytes.getShort(offset + FLAGS) & 0xFFFF, bytes.getShort(offset + DEPTH) & 0xFFFF,
                bytes.getLong(offset + ENTRIES),
                bytes.getLong(offset + ROOT));
    }

    /** Whether a key may have several values ({@code MDB_DUPSORT}). */
    boolean hasSeveralValues() {
        return (flags & SEVERAL_VALUES) != 0;
    }

    boolean isEmpty() {
        return root == EMPTY;
    }
}
