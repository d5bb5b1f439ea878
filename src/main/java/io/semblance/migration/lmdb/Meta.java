package io.semblance.migration.lmdb;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * What one of the two meta pages says ({@code MDB_meta}). LMDB writes them in turn, so that the other one stays valid
 * while one is written; the valid one of the later transaction counts.
 *
 * @param pageBytes size of all pages of the file
 * @param tables the tree of named tables
 * @param lastPage highest number of a page in use
 * @param transaction number of the transaction that wrote it
 */
record Meta(int pageBytes, Tree tables, long lastPage, long transaction) {

    /** Page header and meta. */
    static final int BYTES = 152;

    private static final int HEADER = 16;
    private static final int MAGIC = 0xBEEFC0DE;
    private static final int VERSION = 1;
    private static final int VERSION_AT = HEADER + 4;
    /** The tree of free pages keeps the page size where others keep the width of their values. */
    private static final int PAGE_BYTES_AT = HEADER + 24;
    private static final int TABLES_AT = HEADER + 24 + Tree.BYTES;
    private static final int LAST_PAGE_AT = TABLES_AT + Tree.BYTES;
    private static final int TRANSACTION_AT = LAST_PAGE_AT + 8;
    private static final int LEAST_PAGE = 512;
    private static final int LARGEST_PAGE = 1 << 16;

    /** The meta in the first bytes of a page; null if it is none. */
    static @Nullable Meta read(ByteBuffer page) {
        if (page.limit() < BYTES || page.getInt(HEADER) != MAGIC || page.getInt(VERSION_AT) != VERSION) {
            return null;
        }
        int pageBytes = page.getInt(PAGE_BYTES_AT);
        if (pageBytes < LEAST_PAGE || pageBytes > LARGEST_PAGE || Integer.bitCount(pageBytes) != 1) {
            return null;
        }
        return new Meta(pageBytes, Tree.at(page, TABLES_AT), page.getLong(LAST_PAGE_AT), page.getLong(TRANSACTION_AT));
    }

    /** Why {@link #read} found none, as far as the bytes tell. */
    static String whyNot(ByteBuffer page) {
        if (page.limit() < BYTES) {
            return "it is too short for an LMDB file";
        }
        if (page.getInt(HEADER) == Integer.reverseBytes(MAGIC)) {
            return "it was written on a machine with another byte order";
        }
        if (page.getInt(HEADER) == MAGIC && page.getInt(VERSION_AT) != VERSION) {
            return "it has version " + page.getInt(VERSION_AT) + " of LMDB's format, and version 1 is what is read";
        }
        return "it is no LMDB file, or its first pages are damaged";
    }
}
