package io.semblance.doctor;

/**
 * How many bytes LMDB takes for the rows of a table. A page of 4,096 bytes has 16 of header; a row takes 8 bytes of header and
 * 2 of pointer beside its key and value, rounded up to an even number. A row that is larger than half a page keeps its
 * value on pages of its own.
 *
 * <p>
 * Rows that come in the order of their keys leave each page full but for one row: when a page overflows at its end, LMDB
 * takes the last row along to the next one. Rows in random order leave pages 69 % full, as in every B-tree that splits in
 * the middle (ln 2; Yao, "On random 2-3 trees", 1978).
 */
final class PageLayout {

    static final int PAGE = 4096;

    private static final int PAGE_HEADER = 16;
    private static final int ROW_HEADER = 8;
    private static final int POINTER = 2;
    private static final int OVERFLOW_POINTER = 8;
    private static final int MOST_IN_PAGE = (PAGE - PAGE_HEADER) / 2 - POINTER;
    private static final double RANDOM_FILL = Math.log(2);
    /** Pages that lead to the others: a row of a key and a pointer for each. */
    private static final double BRANCHES = 1.005;

    private PageLayout() {
    }

    /** Bytes of a row in a table that is filled in the order of its keys. */
    static double ascending(int key, long value) {
        long own = overflow(key, value);
        int row = row(key, own > 0 ? OVERFLOW_POINTER : value);
        int rowsOfPage = Math.max(1, (PAGE - PAGE_HEADER) / row - 1);
        return (own + (double) PAGE / rowsOfPage) * BRANCHES;
    }

    /** Bytes of a row in a table that is filled in any order. */
    static double random(int key, long value) {
        return row(key, value) / RANDOM_FILL * PAGE / (PAGE - PAGE_HEADER) * BRANCHES;
    }

    /** Bytes of the pages that only this value lies on; 0 if it shares one. */
    private static long overflow(int key, long value) {
        return ROW_HEADER + key + value <= MOST_IN_PAGE ? 0 : Math.ceilDiv(value + PAGE_HEADER, PAGE) * PAGE;
    }

    private static int row(int key, long value) {
        return Math.toIntExact((ROW_HEADER + POINTER + key + value + 1) / 2 * 2);
    }
}
