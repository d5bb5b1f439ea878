package io.semblance.record;

import java.io.IOException;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Walks one tree of an LMDB file from its root and believes nothing: every page is the one that was asked for and is used
 * once, every node lies inside of its page and they fill it, keys ascend and lie between those of the branches above, and
 * depth, pages and entries are as many as stated. What passes, LMDB reads without leaving the file.
 */
final class TreeWalk {

    private static final int SEVERAL = 4;
    private static final int SEVERAL_IN_TREE = Page.SUB_TREE | SEVERAL;
    private static final int MOST_DEPTH = 32;

    /** What the leaves of a tree may hold. */
    enum Kind {
        /** One value for each key. */
        VALUES,
        /** One value for each key; keys are numbers in the order of the machine. */
        NUMBERED,
        /** Heads of other trees. */
        TREES,
        /** One or several values of 8 bytes for each key. */
        SEVERAL,
        /** The values themselves are the keys, of 8 bytes. */
        BARE
    }

    /** Takes the entries, in the order of their keys; the arrays are used again after the call. */
    @FunctionalInterface
    interface Entries {

        /** One entry. */
        void entry(byte[] keys, int key, int keyBytes, byte[] values, int value, int valueBytes) throws IOException;
    }

    private final PageFile file;
    private final PageUse use;
    private final TreeHead head;
    private final Kind kind;
    private final Entries entries;
    private final Page[] pages;
    private byte[] big = new byte[0];
    private final byte[] first = new byte[Page.HEADER];
    private final byte[] last = new byte[Keys.MAX_BYTES];
    private int lastBytes = -1;
    private long branches;
    private long leaves;
    private long overflows;
    private long counted;

    private TreeWalk(PageFile file, PageUse use, TreeHead head, Kind kind, Entries entries) {
        this.file = file;
        this.use = use;
        this.head = head;
        this.kind = kind;
        this.entries = entries;
        this.pages = new Page[Math.min(head.depth(), MOST_DEPTH)];
    }

    static void walk(PageFile file, PageUse use, TreeHead head, Kind kind, Entries entries) throws IOException {
        new TreeWalk(file, use, head, kind, entries).walk();
    }

    private void walk() throws IOException {
        if (head.depth() > MOST_DEPTH || head.isEmpty() != (head.depth() == 0)) {
            throw new RecordDamagedException("a tree of depth " + head.depth() + " begins at page " + head.root());
        }
        if (!head.isEmpty()) {
            page(head.root(), 0, null, null);
        }
        if (branches != head.branches() || leaves != head.leaves() || overflows != head.overflows()
                || counted != head.entries()) {
            throw new RecordDamagedException("the tree at page " + head.root() + " has " + leaves + " leaves and "
                    + counted + " entries; stated are " + head.leaves() + " and " + head.entries());
        }
    }

    private void page(long number, int level, byte @Nullable [] from, byte @Nullable [] to) throws IOException {
        use.use(number);
        Page page = pages[level];
        if (page == null) {
            page = new Page(file.pageSize());
            pages[level] = page;
        }
        file.read(number, page.bytes, file.pageSize());
        boolean leaf = level == head.depth() - 1;
        int expected = leaf ? kind == Kind.BARE ? Page.LEAF | Page.EQUAL_KEYS : Page.LEAF : Page.BRANCH;
        if (page.number() != number || page.kind() != expected) {
            throw new RecordDamagedException("page " + number + " says that it is page " + page.number() + " of kind "
                    + page.kind());
        }
        if (!leaf) {
            branches++;
            branch(page, level, from, to);
        } else {
            leaves++;
            if (kind == Kind.BARE) {
                bare(page, from, to);
            } else {
                leaf(page, from, to);
            }
        }
    }

    private void branch(Page page, int level, byte @Nullable [] from, byte @Nullable [] to) throws IOException {
        int nodes = page.nodes();
        long[] children = new long[nodes];
        byte[][] keys = new byte[nodes][];
        int filled = 0;
        for (int i = 0; i < nodes; i++) {
            int node = page.node(i);
            children[i] = page.child(node);
            keys[i] = Arrays.copyOfRange(page.bytes, node + Page.NODE, node + Page.NODE + page.keySize(node));
            filled += Page.NODE + even(page.keySize(node));
        }
        filled(page, filled);
        for (int i = 0; i < nodes; i++) {
            // The first key of a branch is never looked at: what is less than the second one lies there.
            page(children[i], level + 1, i == 0 ? from : keys[i], i + 1 < nodes ? keys[i + 1] : to);
        }
    }

    private void leaf(Page page, byte @Nullable [] from, byte @Nullable [] to) throws IOException {
        int nodes = page.nodes();
        int filled = 0;
        for (int i = 0; i < nodes; i++) {
            int node = page.node(i);
            int key = node + Page.NODE;
            int keyBytes = page.keySize(node);
            if (keyBytes < 1 || keyBytes > Keys.MAX_BYTES) {
                throw new RecordDamagedException("page " + page.number() + " has a key of " + keyBytes + " bytes");
            }
            ascending(page, key, keyBytes, i == 0 ? from : null, i == nodes - 1 ? to : null);
            int inPage = page.flags(node) == Page.BIG ? Long.BYTES : (int) page.valueSize(node);
            if (inPage > page.bytes.length - key - keyBytes || inPage < 0) {
                throw new RecordDamagedException("a value of page " + page.number() + " reaches beyond it");
            }
            filled += even(Page.NODE + keyBytes + inPage);
            value(page, node, key, keyBytes);
        }
        filled(page, filled);
    }

    private void value(Page page, int node, int key, int keyBytes) throws IOException {
        int flags = page.flags(node);
        int at = key + keyBytes;
        long size = page.valueSize(node);
        boolean fits = switch (kind) {
            case VALUES, NUMBERED -> flags == 0 || flags == Page.BIG;
            case TREES -> flags == Page.SUB_TREE && size == TreeHead.BYTES;
            case SEVERAL -> flags == 0
                    ? size == Long.BYTES
                    : flags == SEVERAL || (flags == SEVERAL_IN_TREE && size == TreeHead.BYTES);
            case BARE -> false;
        };
        if (!fits) {
            throw new RecordDamagedException("a node of page " + page.number() + " has flags " + flags + " and "
                    + size + " bytes, which no entry here has");
        }
        if (flags == Page.BIG) {
            overflow(page, key, keyBytes, Page.i64(page.bytes, at), size);
        } else if (flags == SEVERAL) {
            within(page, key, keyBytes, at, (int) size);
        } else if (flags == SEVERAL_IN_TREE) {
            several(page, key, keyBytes, TreeHead.at(page.bytes, at));
        } else {
            counted++;
            entries.entry(page.bytes, key, keyBytes, page.bytes, at, (int) size);
        }
    }

    private void overflow(Page page, int key, int keyBytes, long number, long size) throws IOException {
        use.use(number);
        long bytes = Page.HEADER + size;
        if (bytes > Integer.MAX_VALUE - 8 || number * file.pageSize() + bytes > file.bytes()) {
            throw new RecordDamagedException("a value of " + size + " bytes at page " + number
                    + " reaches beyond the file");
        }
        // A damaged size may be larger than the heap: memory is taken once the value's own page agrees.
        file.read(number, first, first.length);
        long run = Page.i32(first, 12) & 0xFFFFFFFFL;
        if (Page.i64(first, 0) != number || Page.u16(first, 10) != Page.OVERFLOW || run * file.pageSize() < bytes) {
            throw new RecordDamagedException("page " + number + " is not the value that page " + page.number()
                    + " has there");
        }
        if (big.length < bytes) {
            big = new byte[(int) Math.min(Integer.MAX_VALUE - 8, bytes + bytes / 2)];
        }
        file.read(number, big, (int) bytes);
        for (long next = 1; next < run; next++) {
            use.use(number + next);
        }
        overflows += run;
        counted++;
        entries.entry(page.bytes, key, keyBytes, big, Page.HEADER, (int) size);
    }

    /** Several values in a page within the page, as many as fit there. */
    private void within(Page page, int key, int keyBytes, int at, int size) throws IOException {
        int lower = size < Page.HEADER ? 0 : Page.u16(page.bytes, at + 12);
        int upper = size < Page.HEADER ? 0 : Page.u16(page.bytes, at + 14);
        int values = (lower - Page.HEADER) / 2;
        int kindOf = size < Page.HEADER ? 0 : Page.u16(page.bytes, at + 10) & ~Page.DIRTY;
        if (kindOf != (Page.LEAF | Page.EQUAL_KEYS | Page.SUB_PAGE) || Page.u16(page.bytes, at + 8) != Long.BYTES
                || values < 1 || (lower & 1) != 0
                || upper - lower != size - Page.HEADER - values * Long.BYTES || upper < lower) {
            throw new RecordDamagedException("page " + page.number() + " holds several values in an impossible way");
        }
        int value = at + Page.HEADER;
        for (int i = 0; i < values; i++, value += Long.BYTES) {
            if (i > 0 && compare(page.bytes, value - Long.BYTES, Long.BYTES, page.bytes, value, Long.BYTES) >= 0) {
                throw new RecordDamagedException("the values of a key of page " + page.number() + " do not ascend");
            }
            counted++;
            entries.entry(page.bytes, key, keyBytes, page.bytes, value, Long.BYTES);
        }
    }

    private void several(Page page, int key, int keyBytes, TreeHead values) throws IOException {
        if (values.keyBytes() != Long.BYTES || values.isEmpty()) {
            throw new RecordDamagedException("page " + page.number() + " leads to values of " + values.keyBytes()
                    + " bytes");
        }
        counted += values.entries();
        walk(file, use, values, Kind.BARE, (bytes, value, valueBytes, nothing, none, zero) -> entries.entry(page.bytes,
                key, keyBytes, bytes, value, valueBytes));
    }

    /** A page of bare keys; each takes two bytes of the head's count and the rest of the room. */
    private void bare(Page page, byte @Nullable [] from, byte @Nullable [] to) throws IOException {
        int values = (page.lower() - Page.HEADER) / 2;
        if (page.keyBytes() != Long.BYTES || values < 1 || (page.lower() & 1) != 0
                || page.upper() - page.lower() != page.bytes.length - Page.HEADER - values * Long.BYTES
                || page.upper() < page.lower()) {
            throw new RecordDamagedException("page " + page.number() + " has an impossible head");
        }
        for (int i = 0; i < values; i++) {
            int at = Page.HEADER + i * Long.BYTES;
            ascending(page, at, Long.BYTES, i == 0 ? from : null, i == values - 1 ? to : null);
            counted++;
            entries.entry(page.bytes, at, Long.BYTES, page.bytes, at, Long.BYTES);
        }
    }

    /** Refuses a key that is not greater than the one before, not at least {@code from} or not less than {@code to}. */
    private void ascending(Page page, int key, int keyBytes, byte @Nullable [] from, byte @Nullable [] to) {
        if ((lastBytes >= 0 && compare(last, 0, lastBytes, page.bytes, key, keyBytes) >= 0)
                || (from != null && compare(from, 0, from.length, page.bytes, key, keyBytes) > 0)
                || (to != null && compare(to, 0, to.length, page.bytes, key, keyBytes) <= 0)) {
            throw new RecordDamagedException("the keys of page " + page.number() + " are out of order");
        }
        System.arraycopy(page.bytes, key, last, 0, keyBytes);
        lastBytes = keyBytes;
    }

    private int compare(byte[] one, int at, int bytes, byte[] other, int otherAt, int otherBytes) {
        if (kind != Kind.NUMBERED) {
            return Arrays.compareUnsigned(one, at, at + bytes, other, otherAt, otherAt + otherBytes);
        }
        if (bytes != Long.BYTES || otherBytes != Long.BYTES) {
            throw new RecordDamagedException("a list of free pages has a key of " + otherBytes + " bytes");
        }
        return Long.compareUnsigned(Page.i64(one, at), Page.i64(other, otherAt));
    }

    private static void filled(Page page, int bytes) {
        if (bytes != page.bytes.length - page.upper()) {
            throw new RecordDamagedException("the nodes of page " + page.number() + " do not fill it");
        }
    }

    private static int even(int size) {
        return size + 1 & ~1;
    }
}
