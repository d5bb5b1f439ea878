package io.semblance.record;

import java.io.IOException;

/**
 * What the newer one of the two meta pages of an LMDB file says: where the trees of the last commit begin.
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

    private static final int MAGIC = 0xBEEFC0DE;
    private static final int DATA_VERSION = 1;
    private static final int BYTES = Page.HEADER + 136;
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
        byte[] head = new byte[BYTES];
        file.read(0, head, BYTES);
        requireThisVersion(file, head);
        requireMeta(head, 0);
        int pageSize = Page.i32(head, Page.HEADER + 24);
        if (Integer.bitCount(pageSize) != 1 || pageSize < SMALLEST_PAGE || pageSize > LARGEST_PAGE) {
            throw new RecordDamagedException("the first meta page states pages of " + pageSize + " bytes");
        }
        file.pageSize(pageSize);
        byte[] second = new byte[BYTES];
        file.read(1, second, BYTES);
        requireMeta(second, 1);
        return newest(at(head), at(second), pageSize);
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
        int at = Page.HEADER + 24;
        return new MetaPage(Page.i32(head, at), TreeHead.at(head, at), TreeHead.at(head, at + TreeHead.BYTES),
                Page.i64(head, at + 2 * TreeHead.BYTES), Page.i64(head, at + 2 * TreeHead.BYTES + Long.BYTES));
    }
}
