package io.semblance.record;

/**
 * What LMDB says of one of its trees, in 48 bytes: 4 size of equal keys, 2 flags, 2 depth, 8 branch pages, 8 leaf pages,
 * 8 overflow pages, 8 entries, 8 root.
 */
record TreeHead(int keyBytes, int flags, int depth, long branches, long leaves, long overflows, long entries,
        long root) {

    static final int BYTES = 48;
    static final long NO_ROOT = -1;

    static TreeHead at(byte[] bytes, int at) {
        return new TreeHead(Page.i32(bytes, at), Page.u16(bytes, at + 4), Page.u16(bytes, at + 6),
                Page.i64(bytes, at + 8), Page.i64(bytes, at + 16), Page.i64(bytes, at + 24), Page.i64(bytes, at + 32),
                Page.i64(bytes, at + 40));
    }

    static TreeHead empty(int keyBytes, int flags) {
        return new TreeHead(keyBytes, flags, 0, 0, 0, 0, 0, NO_ROOT);
    }

    TreeHead withRoot(long other) {
        return new TreeHead(keyBytes, flags, depth, branches, leaves, overflows, entries, other);
    }

    void put(byte[] bytes, int at) {
        Page.put32(bytes, at, keyBytes);
        Page.put16(bytes, at + 4, flags);
        Page.put16(bytes, at + 6, depth);
        Page.put64(bytes, at + 8, branches);
        Page.put64(bytes, at + 16, leaves);
        Page.put64(bytes, at + 24, overflows);
        Page.put64(bytes, at + 32, entries);
        Page.put64(bytes, at + 40, root);
    }

    /** Pages of the tree, as it states. */
    long pages() {
        return branches + leaves + overflows;
    }

    boolean isEmpty() {
        return root == NO_ROOT;
    }
}
