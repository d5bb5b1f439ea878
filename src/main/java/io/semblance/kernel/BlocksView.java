package io.semblance.kernel;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The codes of one length as they stood when {@link CodeBlocks#publish()} was called: immutable, for any number of threads.
 * Whoever took it closes it, after the last reader is done with it; reading it later throws IllegalStateException where
 * that can be seen, and is an error in any case.
 */
public final class BlocksView implements AutoCloseable {

    private final CodeBlocks blocks;
    private final long version;
    private final Chunk[] table;
    private final int count;
    private final long stride;
    private final AtomicBoolean closed = new AtomicBoolean();

    BlocksView(CodeBlocks blocks, long version, Chunk[] table, int count) {
        this.blocks = blocks;
        this.version = version;
        this.table = table;
        this.count = count;
        this.stride = (long) CodeWords.count(blocks.bits()) * Chunk.LINE;
    }

    /** Length of the codes in bits. */
    public int bits() {
        return blocks.bits();
    }

    /** Number of codes. */
    public int count() {
        return count;
    }

    /** Number of chunks of 1,024 codes: what a scan is divided by. */
    public int chunks() {
        return (int) ((count + (long) Chunk.MASK) >> Chunk.SHIFT);
    }

    /** Id of a slot. */
    public long id(int slot) {
        return chunkOf(slot).id(slot & Chunk.MASK);
    }

    /** Tag of a slot. */
    public int tag(int slot) {
        return chunkOf(slot).tag(slot & Chunk.MASK);
    }

    /** One word of the code in a slot; 0 for words beyond the length. */
    public long word(int slot, int word) {
        Chunk chunk = chunkOf(slot);
        return word < CodeWords.count(bits()) ? chunk.word(slot & Chunk.MASK, word) : 0;
    }

    /** The code in a slot, in as many words as its length needs. */
    public long[] code(int slot) {
        long[] code = new long[CodeWords.count(bits())];
        for (int word = 0; word < code.length; word++) {
            code[word] = word(slot, word);
        }
        return code;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            blocks.viewClosed();
        }
    }

    boolean isClosed() {
        return closed.get();
    }

    long version() {
        return version;
    }

    Chunk chunk(int at) {
        return table[at];
    }

    /** Codes in chunk {@code at}: 1,024 but for the last one. */
    int countOf(int at) {
        return Math.min(Chunk.SLOTS, count - (at << Chunk.SHIFT));
    }

    /** Address of the block that begins with a slot. */
    long line(int slot) {
        return chunk(slot >> Chunk.SHIFT).codes + (slot & Chunk.MASK) / Chunk.BLOCK * stride();
    }

    /** Bytes from one block to the next. */
    long stride() {
        return stride;
    }

    /** The end of the longest run of chunks from {@code at} on, and before {@code end}, that lie in memory as one. */
    int runEnd(int at, int end) {
        int next = at + 1;
        long bytes = Chunk.SLOTS / Chunk.BLOCK * stride;
        for (long expected = table[at].codes + bytes; next < end && table[next].codes == expected; expected += bytes) {
            next++;
        }
        return next;
    }

    void requireReadable(int fromChunk, int toChunk, ScanQuery... queries) {
        if (isClosed()) {
            throw new IllegalStateException("this view is closed");
        }
        if (fromChunk < 0 || toChunk > chunks() || fromChunk > toChunk) {
            throw new IndexOutOfBoundsException("chunks " + fromChunk + ".." + toChunk + " of " + chunks());
        }
        for (ScanQuery query : queries) {
            if (query.storedBits != bits()) {
                throw new IllegalArgumentException(
                        "a query for codes of " + query.storedBits + " bits, these have " + bits());
            }
        }
    }

    private Chunk chunkOf(int slot) {
        if (slot < 0 || slot >= count) {
            throw new IndexOutOfBoundsException("slot " + slot + " of " + count);
        }
        if (isClosed()) {
            throw new IllegalStateException("this view is closed");
        }
        return table[slot >> Chunk.SHIFT];
    }
}
