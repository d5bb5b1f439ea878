package io.semblance.migration.lmdb;

import java.nio.ByteBuffer;

/**
 * A page of a B+ tree: a header of 16 bytes (8 number, 2 width of keys, 2 kind, 2 and 2 bounds of the free space), then
 * the offsets of its nodes, and the nodes from the end. The values of a key with several are kept in such a page too, a
 * small one inside of a node, until they need a tree of their own.
 */
final class Page {

    static final int HEADER = 16;

    private static final int BRANCH = 0x01;
    private static final int LEAF = 0x02;
    private static final int FIXED_KEYS = 0x20;
    private static final int NODE_HEADER = 8;
    private static final int LARGE_VALUE = 0x01;
    private static final int SUB_TREE = 0x02;
    private static final int SEVERAL_VALUES = 0x04;

    private final long number;
    private final ByteBuffer bytes;
    private final int kind;
    private final int nodes;

    /**
     * Checks the header.
     *
     * @param number of the page, or of the one that a small page lies in
     */
    Page(long number, ByteBuffer bytes) throws DamagedPageException {
        this.number = number;
        this.bytes = bytes;
        if (bytes.limit() < HEADER) {
            throw new DamagedPageException(number, "it is cut short");
        }
        this.kind = bytes.getShort(10) & 0xFFFF;
        int lower = bytes.getShort(12) & 0xFFFF;
        if ((kind & (BRANCH | LEAF)) == 0 || lower < HEADER || lower > bytes.limit()) {
            throw new DamagedPageException(number, "it is no page of rows");
        }
        this.nodes = (lower - HEADER) / 2;
        if (isFixed() && HEADER + nodes * width() > bytes.limit()) {
            throw new DamagedPageException(number, "its rows exceed it");
        }
    }

    boolean isBranch() {
        return (kind & BRANCH) != 0;
    }

    /** Whether it holds nothing but keys of one width, without node headers. */
    boolean isFixed() {
        return (kind & FIXED_KEYS) != 0;
    }

    int nodes() {
        return nodes;
    }

    long number() {
        return number;
    }

    private int width() {
        return bytes.getShort(8) & 0xFFFF;
    }

    /** The key of a page of fixed keys. */
    byte[] fixedKey(int index) {
        return copy(HEADER + index * width(), width());
    }

    /** The child that a node of a branch points to. */
    long child(int index) throws DamagedPageException {
        int at = node(index);
        return (bytes.getInt(at) & 0xFFFF_FFFFL) | (bytes.getShort(at + 4) & 0xFFFFL) << 32;
    }

    /** A node of a leaf. */
    Node leafNode(int index) throws DamagedPageException {
        int at = node(index);
        int valueBytes = bytes.getInt(at);
        int flags = bytes.getShort(at + 4) & 0xFFFF;
        int keyBytes = bytes.getShort(at + 6) & 0xFFFF;
        int inPage = (flags & LARGE_VALUE) != 0 ? Long.BYTES : valueBytes;
        int valueAt = at + NODE_HEADER + keyBytes;
        if (valueBytes < 0 || inPage > bytes.limit() - valueAt) {
            throw new DamagedPageException(number, "row " + (index + 1) + " exceeds it");
        }
        return new Node(number, copy(at + NODE_HEADER, keyBytes), bytes.slice(valueAt, inPage).order(bytes.order()),
                flags,
                valueBytes);
    }

    private int node(int index) throws DamagedPageException {
        int at = bytes.getShort(HEADER + 2 * index) & 0xFFFF;
        if (at < HEADER + 2 * nodes || at + NODE_HEADER > bytes.limit()) {
            throw new DamagedPageException(number, "row " + (index + 1) + " lies outside of it");
        }
        return at;
    }

    private byte[] copy(int from, int length) {
        byte[] copy = new byte[length];
        bytes.get(from, copy);
        return copy;
    }

    /** A node of a leaf. */
    static final class Node {

        private final long page;
        private final byte[] key;
        private final ByteBuffer inPage;
        private final int flags;
        private final int valueBytes;

        /**
         * @param page where it lies
         * @param key of the row
         * @param inPage the value, or what stands for it
         * @param flags what stands for the value
         * @param valueBytes of the value itself
         */
        Node(long page, byte[] key, ByteBuffer inPage, int flags, int valueBytes) {
            this.page = page;
            this.key = key;
            this.inPage = inPage;
            this.flags = flags;
            this.valueBytes = valueBytes;
        }

        long page() {
            return page;
        }

        byte[] key() {
            return key;
        }

        ByteBuffer inPage() {
            return inPage;
        }

        int valueBytes() {
            return valueBytes;
        }

        /** The value lies on pages of its own; {@code inPage} is the number of the first. */
        boolean isLarge() {
            return (flags & LARGE_VALUE) != 0;
        }

        /** The values are the keys of a tree, whose root {@code inPage} is. */
        boolean isTreeOfValues() {
            return (flags & (SUB_TREE | SEVERAL_VALUES)) == (SUB_TREE | SEVERAL_VALUES);
        }

        /** The values are the keys of a small page, which {@code inPage} is. */
        boolean isPageOfValues() {
            return (flags & (SUB_TREE | SEVERAL_VALUES)) == SEVERAL_VALUES;
        }

        /** It is the root of a named table. */
        boolean isTable() {
            return (flags & (SUB_TREE | SEVERAL_VALUES)) == SUB_TREE && inPage.limit() == Tree.BYTES;
        }
    }
}
