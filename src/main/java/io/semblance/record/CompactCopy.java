package io.semblance.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes one state of an LMDB file into a file of its own, without the pages that are free.
 *
 * <p>
 * LMDB has such a copy itself, which is one call and cannot be ended: on a disk that hangs it would keep its transaction, and
 * with it the map of the record from growing, for as long as the disk hangs. This one reads the file beside LMDB, page by page,
 * and asks before it writes what it has read whether the state was still held then: pages of a state that is held are never
 * written to, and what was read while it was, is of that state.
 *
 * <p>
 * The trees are walked from their roots. A page is written after those that it leads to, with their new numbers in it; they
 * are given in the order of writing, so the file has no gaps. Nothing else that LMDB follows tells where a page lies. The
 * two meta pages come last: until then the file is none that LMDB opens. As in LMDB's own copy the state is that of
 * transaction 1, in which no pages are free.
 */
final class CompactCopy {

    private static final int BUFFER = 1 << 20;
    /** Of a tree in a tree in a tree; none of them comes near a third of it. */
    private static final int MOST_LEVELS = 96;

    /** What keeps the pages of a state from being written to. */
    @FunctionalInterface
    interface Hold {

        /** Fails if it has been given up: what was read may be of another state then. */
        void check() throws IOException;
    }

    private final PageFile from;
    private final MetaPage state;
    private final CopyTarget to;
    private final Hold hold;
    private final ByteBuffer buffer;
    private final List<Page> levels = new ArrayList<>();
    private final Page spare;
    private long next = MetaPage.PLACES;
    private long written;

    private CompactCopy(PageFile from, MetaPage state, CopyTarget to, Hold hold) {
        this.from = from;
        this.state = state;
        this.to = to;
        this.hold = hold;
        // Aligned, and not of the heap: of a heap buffer the JDK loses the memory through which it writes past the cache.
        this.buffer = ByteBuffer.allocateDirect(BUFFER + from.pageSize()).alignedSlice(from.pageSize());
        this.spare = new Page(from.pageSize());
        this.written = (long) MetaPage.PLACES * from.pageSize();
    }

    /**
     * Writes a file that must not be there yet; it is not synced.
     *
     * @param hold on the state
     * @throws RecordDamagedException if the pages lead nowhere
     */
    static void write(PageFile from, MetaPage state, Path file, Hold hold) throws IOException {
        try (CopyTarget to = CopyTarget.create(file, from.pageSize())) {
            new CompactCopy(from, state, to, hold).write();
        }
    }

    private void write() throws IOException {
        from.readAhead(hold);
        TreeHead main = moved(state.main(), 0);
        flush();
        written = 0;
        for (int place = 0; place < MetaPage.PLACES; place++) {
            from.read(place, spare.bytes, from.pageSize());
            state.putFirst(spare.bytes, place, main, next - 1);
            put(spare);
        }
        flush();
    }

    private TreeHead moved(TreeHead head, int level) throws IOException {
        return head.isEmpty() ? head : head.withRoot(tree(head.root(), level));
    }

    /** Writes a page and all that it leads to; returns its new number. */
    private long tree(long number, int level) throws IOException {
        Page page = read(number, level);
        if (page.kind() == Page.BRANCH) {
            int children = page.nodes();
            for (int i = 0; i < children; i++) {
                int node = page.node(i);
                page.child(node, tree(page.child(node), level + 1));
            }
        } else if (page.kind() == Page.LEAF) {
            int values = page.nodes();
            for (int i = 0; i < values; i++) {
                value(page, page.node(i), level);
            }
        } else if (page.kind() != (Page.LEAF | Page.EQUAL_KEYS)) {
            throw new RecordDamagedException("page " + number + " is of kind " + page.kind());
        }
        return putNumbered(page);
    }

    private Page read(long number, int level) throws IOException {
        if (level == MOST_LEVELS) {
            throw new RecordDamagedException("page " + number + " lies at a depth that no tree has");
        }
        if (level == levels.size()) {
            levels.add(new Page(from.pageSize()));
        }
        return headed(number, levels.get(level));
    }

    private Page headed(long number, Page into) throws IOException {
        read(number, into);
        if (into.number() != number) {
            throw new RecordDamagedException("page " + number + " says that it is page " + into.number());
        }
        return into;
    }

    private Page read(long number, Page into) throws IOException {
        if (number < MetaPage.PLACES || number > state.lastPage()) {
            throw new RecordDamagedException("page " + number + " is asked for and the last one is "
                    + state.lastPage());
        }
        from.read(number, into.bytes, from.pageSize());
        return into;
    }

    private void value(Page page, int node, int level) throws IOException {
        int at = node + Page.NODE + page.keySize(node);
        int flags = page.flags(node);
        if ((flags & Page.BIG) != 0) {
            page.requireWithin(at, Long.BYTES);
            Page.put64(page.bytes, at, big(Page.i64(page.bytes, at)));
        } else if ((flags & Page.SUB_TREE) != 0) {
            page.requireWithin(at, TreeHead.BYTES);
            moved(TreeHead.at(page.bytes, at), level + 1).put(page.bytes, at);
        }
    }

    /** A value that fills pages of its own, of which the first one alone has a head. */
    private long big(long number) throws IOException {
        Page first = headed(number, spare);
        long run = first.run();
        if (first.kind() != Page.OVERFLOW || run < 1) {
            throw new RecordDamagedException("page " + number + " is not the value that it should be");
        }
        long moved = putNumbered(first);
        for (long i = 1; i < run; i++) {
            put(read(number + i, spare));
            next++;
        }
        return moved;
    }

    private long putNumbered(Page page) throws IOException {
        Page.put64(page.bytes, 0, next);
        put(page);
        return next++;
    }

    private void put(Page page) throws IOException {
        if (next > state.lastPage() + 1) {
            throw new RecordDamagedException("a page is used twice: there are more than the " + state.lastPage()
                    + " of the file");
        }
        if (buffer.remaining() < page.bytes.length) {
            flush();
        }
        buffer.put(page.bytes);
    }

    private void flush() throws IOException {
        hold.check();
        buffer.flip();
        to.write(buffer, written);
        written += buffer.limit();
        buffer.clear();
    }
}
