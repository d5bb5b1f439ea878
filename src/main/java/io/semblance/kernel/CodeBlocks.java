package io.semblance.kernel;

import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Codes of one bit length, off the heap, dense in slots {@code 0..count-1}: removing a slot moves the last code into the
 * hole, so nothing that was removed is left to be found.
 *
 * <p>
 * <b>One writer, many readers.</b> One thread changes the blocks; {@link #publish()} hands out an immutable view. Readers
 * scan views and never wait. This works by copying on write, chunk by chunk, and by four facts about a chunk:
 * <ol>
 * <li>A version counts publications. A chunk is <i>born</i> for the next version and, when a copy takes its place,
 * <i>retired</i> with the latest one: exactly the views of the versions from born to retired can see it.</li>
 * <li>Of its slots a view sees those below its own count. The chunk keeps the highest such bound over all versions
 * ({@code visible}). A slot at or above it was never seen and is written in place: appending copies nothing.</li>
 * <li>A slot below it is changed in a copy of the chunk; the copy takes the chunk's place in the table of the writer
 * (itself copied first if a view holds it).</li>
 * <li>A retired chunk is reused once no view between born and retired is open. The writer looks at that when it publishes,
 * if a view has been closed since; a view that stays open for long pins only the chunks that it can see.</li>
 * </ol>
 * Nothing depends on the garbage collector: views are closed by whoever holds them, and when the blocks are closed the
 * last view to be closed frees the memory.
 *
 * <p>
 * Not thread-safe but for {@link #bytes()} and the closing of views; {@link #close()} is the writer's last call.
 */
public final class CodeBlocks implements AutoCloseable {

    /** The most codes: slots, and what a loop adds to them, stay within an int, and one is free to mean none. */
    static final int MAX = (1 << 29) - 1;

    private final int bits;
    private final int words;
    private final ChunkStore store;
    /** The blocks themselves and each open view hold one; at 0 the memory is freed. */
    private final AtomicInteger holders = new AtomicInteger(1);
    private final RetiredChunks retired;
    /** Chunks written since the last publication, by their place in the table. */
    private final BitSet written = new BitSet();
    private Chunk[] table = {};
    private boolean tableShared;
    private boolean changed = true;
    private int count;
    private long version;
    private volatile boolean closed;

    /**
     * Empty blocks for codes of {@code bits} bits (8 to 256 in steps of 8). With {@code tagged} each slot has a tag beside
     * its id, else all tags are 0.
     */
    public CodeBlocks(int bits, boolean tagged) {
        CodeWords.requireBits(bits);
        this.bits = bits;
        this.words = CodeWords.count(bits);
        this.store = new ChunkStore(words, tagged);
        this.retired = new RetiredChunks(store);
    }

    /** Length of the codes in bits. */
    public int bits() {
        return bits;
    }

    /** Number of codes, as the writer sees it. */
    public int count() {
        return count;
    }

    /** Native memory in bytes that these blocks hold, free chunks included. May be called by any thread. */
    public long bytes() {
        return store.bytes();
    }

    /** Adds a code and returns its slot. Throws IllegalArgumentException if bits beyond its length are set, IllegalStateException at 536,870,911. */
    public int append(long id, int tag, long w0, long w1, long w2, long w3) {
        requireWritable(w0, w1, w2, w3);
        int slot = count;
        if (slot == MAX) {
            throw new IllegalStateException("no more than " + MAX + " codes of one length");
        }
        int at = slot >> Chunk.SHIFT;
        if ((slot & Chunk.MASK) == 0) {
            insert(at, fresh());
        }
        Chunk chunk = writable(slot);
        chunk.label(slot & Chunk.MASK, id, tag);
        write(chunk, slot & Chunk.MASK, w0, w1, w2, w3);
        count++;
        changed = true;
        return slot;
    }

    /** Puts another code into a slot; id and tag stay. An equal code changes and copies nothing and answers false. */
    public boolean set(int slot, long w0, long w1, long w2, long w3) {
        requireWritable(w0, w1, w2, w3);
        requireSlot(slot);
        if (holds(slot, w0, w1, w2, w3)) {
            return false;
        }
        write(writable(slot), slot & Chunk.MASK, w0, w1, w2, w3);
        changed = true;
        return true;
    }

    /**
     * Removes a slot. True if the last code was moved into it: {@link #id} and {@link #tag} of the slot then say which. False
     * if the slot was the last one.
     */
    public boolean remove(int slot) {
        requireOpen();
        requireSlot(slot);
        int last = count - 1;
        if (slot != last) {
            Chunk from = table[last >> Chunk.SHIFT];
            int moved = last & Chunk.MASK;
            Chunk to = writable(slot);
            to.label(slot & Chunk.MASK, from.id(moved), from.tag(moved));
            for (int word = 0; word < words; word++) {
                to.word(slot & Chunk.MASK, word, from.word(moved, word));
            }
        }
        count = last;
        changed = true;
        if ((last & Chunk.MASK) == 0) {
            retired.retire(table[last >> Chunk.SHIFT], version);
            written.clear(last >> Chunk.SHIFT);
        }
        return slot != last;
    }

    /** Id of a slot, as the writer sees it. */
    public long id(int slot) {
        requireSlot(slot);
        return table[slot >> Chunk.SHIFT].id(slot & Chunk.MASK);
    }

    /** Tag of a slot, as the writer sees it. */
    public int tag(int slot) {
        requireSlot(slot);
        return table[slot >> Chunk.SHIFT].tag(slot & Chunk.MASK);
    }

    /** One word of the code in a slot, as the writer sees it; 0 for words beyond the length. */
    public long word(int slot, int word) {
        requireSlot(slot);
        return word < words ? table[slot >> Chunk.SHIFT].word(slot & Chunk.MASK, word) : 0;
    }

    /** An immutable view of all changes so far, for readers of any thread. The caller closes it. */
    public BlocksView publish() {
        requireOpen();
        if (changed) {
            version++;
            written.stream().forEach(this::markVisible);
            written.clear();
            changed = false;
        }
        retired.reclaim();
        holders.incrementAndGet();
        tableShared = true;
        BlocksView view = new BlocksView(this, version, table, count);
        retired.opened(view);
        return view;
    }

    /** Ends writing. The memory is freed when the last open view is closed. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            release();
        }
    }

    /** Chunks that the writer or an open view can see, as far as publishing has looked. */
    int chunksInUse() {
        return store.inUse();
    }

    void viewClosed() {
        retired.viewClosed();
        release();
    }

    private void release() {
        if (holders.decrementAndGet() == 0) {
            store.freeAll();
        }
    }

    private boolean holds(int slot, long w0, long w1, long w2, long w3) {
        return word(slot, 0) == w0 && word(slot, 1) == w1 && word(slot, 2) == w2 && word(slot, 3) == w3;
    }

    private void write(Chunk chunk, int slot, long w0, long w1, long w2, long w3) {
        chunk.word(slot, 0, w0);
        if (words > 1) {
            chunk.word(slot, 1, w1);
        }
        if (words > 2) {
            chunk.word(slot, 2, w2);
        }
        if (words > 3) {
            chunk.word(slot, 3, w3);
        }
    }

    private Chunk fresh() {
        Chunk chunk = store.take();
        chunk.born = version + 1;
        chunk.visible = 0;
        return chunk;
    }

    private void insert(int at, Chunk chunk) {
        if (at >= table.length) {
            table = Arrays.copyOf(table, Math.max(4, table.length * 2));
            tableShared = false;
        } else {
            ownTable();
        }
        table[at] = chunk;
    }

    private void ownTable() {
        if (tableShared) {
            table = table.clone();
            tableShared = false;
        }
    }

    private Chunk writable(int slot) {
        int at = slot >> Chunk.SHIFT;
        Chunk chunk = table[at];
        written.set(at);
        if ((slot & Chunk.MASK) >= chunk.visible) {
            return chunk;
        }
        Chunk copy = fresh();
        copy.copyFrom(chunk);
        ownTable();
        table[at] = copy;
        retired.retire(chunk, version);
        return copy;
    }

    private void markVisible(int at) {
        Chunk chunk = table[at];
        chunk.visible = Math.max(chunk.visible, Math.min(Chunk.SLOTS, count - (at << Chunk.SHIFT)));
    }

    private void requireWritable(long w0, long w1, long w2, long w3) {
        requireOpen();
        CodeWords.requireClean(bits, w0, w1, w2, w3);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("these code blocks are closed");
        }
    }

    private void requireSlot(int slot) {
        if (slot < 0 || slot >= count) {
            throw new IndexOutOfBoundsException("slot " + slot + " of " + count);
        }
    }
}
