package io.semblance.record;

import java.io.IOException;

/**
 * What one of the two meta pages of an LMDB file says, the newer one mostly: where the trees of a commit begin.
 *
 * <p>
 * A page of another version of LMDB is no damage. It has the same magic number before a version of its own, at the place that
 * it has here or, in the versions after 0.9, whose pages also name their transaction, 8 bytes further on. A version that was
 * damaged stands in one of the two pages only.
 *
 * @param pageSize bytes of a page
 * @param free the tree of pages that are free
 * @param main the tree of tables
 * @param lastPage the last page that is used or free
 * @param transaction number of the commit
 */
record MetaPage(int pageSize, TreeHead free, TreeHead main, long lastPage, long transaction) {

    /** How many a file has, at its begin. */
    static final int PLACES = 2;

    private static final int MAGIC = 0xBEEFC0DE;
    private static final int DATA_VERSION = 1;
    private static final int BYTES = Page.HEADER + 136;
    private static final int TREES = Page.HEADER + 24;
    private static final int LAST_PAGE = TreeHead.BYTES * 2 + TREES;
    private static final int TRANSACTION = LAST_PAGE + Long.BYTES;
    private static final int INTEGER_KEYS = 8;
    private static final int[] MAGIC_AT = {Page.HEADER, Page.HEADER + 8};
    private static final int SMALLEST_PAGE = 512;
    private static final int LARGEST_PAGE = 1 << 16;

    /**
     * Reads both, and tells the file the size of its pages.
     *
     * @throws RecordDamagedException if they are not what LMDB writes, or not of commits that follow each other
     * @throws RecordFormatException if another version of LMDB wrote them
     */
    static MetaPage newest(PageFile file) throws IOException {
        MetaPage first = first(file);
        return newest(first, second(file), file.pageSize());
    }

    /** Reads the one that a commit writes, and with it every second one before and after it. */
    static MetaPage inPlaceOf(PageFile file, long transaction) throws IOException {
        MetaPage first = first(file);
        return (transaction & 1) == 0 ? first : second(file);
    }

    private static MetaPage first(PageFile file) throws IOException {
        byte[] head = new byte[BYTES];
        file.read(0, head, BYTES);
        requireThisVersion(file, head);
        requireMeta(head, 0);
        int pageSize = Page.i32(head, TREES);
        if (Integer.bitCount(pageSize) != 1 || pageSize < SMALLEST_PAGE || pageSize > LARGEST_PAGE) {
            throw new RecordDamagedException("the first meta page states pages of " + pageSize + " bytes");
        }
        file.pageSize(pageSize);
        return at(head);
    }

    private static MetaPage second(PageFile file) throws IOException {
        byte[] head = new byte[BYTES];
        file.read(1, head, BYTES);
        requireMeta(head, 1);
        return at(head);
    }

    private static MetaPage newest(MetaPage first, MetaPage second, int pageSize) {
        int place = first.transaction < second.transaction ? 1 : 0;
        MetaPage newest = place == 0 ? first : second;
        MetaPage oldest = place == 0 ? second : first;
        boolean unused = newest.transaction == 0 && oldest.transaction == 0;
        boolean inTurn = newest.transaction - oldest.transaction == 1
                && place == (newest.transaction & 1);
        if ((!unused && !inTurn) || newest.transaction < 0) {
            throw new RecordDamagedException("the meta pages are of the transactions " + first.transaction + " and "
                    + second.transaction + ", which do not follow each other");
        }
        if (newest.pageSize != pageSize || newest.free.flags() != INTEGER_KEYS || newest.main.flags() != 0) {
            throw new RecordDamagedException("the newer meta page states pages or trees that no record has");
        }
        return newest;
    }

    private static void requireThisVersion(PageFile file, byte[] head) throws IOException {
        for (int at : MAGIC_AT) {
            int version = Page.i32(head, at + 4);
            if (Page.i32(head, at) == MAGIC && version != DATA_VERSION && isInSecondPage(file, at, version)) {
                throw new RecordFormatException("it has version " + version + " of LMDB's format, written by a "
                        + "newer version of Semblance or another program; this version reads " + DATA_VERSION, null);
            }
        }
    }

    /** The size of a page is not known yet. */
    private static boolean isInSecondPage(PageFile file, int at, int version) throws IOException {
        byte[] page = new byte[at + 8];
        boolean found = false;
        for (int size = SMALLEST_PAGE; size <= LARGEST_PAGE && file.bytes() >= size + page.length; size *= 2) {
            file.pageSize(size);
            file.read(1, page, page.length);
            found |= Page.i32(page, at) == MAGIC && Page.i32(page, at + 4) == version;
        }
        return found;
    }

    private static void requireMeta(byte[] head, int place) {
        if ((Page.u16(head, 10) & Page.META) == 0 || Page.i32(head, Page.HEADER) != MAGIC
                || Page.i32(head, Page.HEADER + 4) != DATA_VERSION) {
            throw new RecordDamagedException("page " + place + " is no meta page that LMDB reads");
        }
    }

    private static MetaPage at(byte[] head) {
        return new MetaPage(Page.i32(head, TREES), TreeHead.at(head, TREES), TreeHead.at(head, TREES + TreeHead.BYTES),
                Page.i64(head, LAST_PAGE), Page.i64(head, TRANSACTION));
    }

    /**
     * Makes a meta page of this file that of another one, whose first commit has this state and frees nothing.
     *
     * @param place of the two; the first one has the state before that commit, which is empty
     * @param main where the state is in the other file
     */
    void putFirst(byte[] page, int place, TreeHead main, long lastPage) {
        boolean commit = place == 1;
        Page.put64(page, 0, place);
        TreeHead.empty(free.keyBytes(), free.flags()).put(page, TREES);
        (commit ? main : TreeHead.empty(0, main.flags())).put(page, TREES + TreeHead.BYTES);
        Page.put64(page, LAST_PAGE, commit ? lastPage : PLACES - 1);
        Page.put64(page, TRANSACTION, place);
    }
}
