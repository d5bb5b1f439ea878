package io.semblance.kernel;

/**
 * 1,024 slots of one {@link CodeBlocks}. The codes lie in blocks of eight, transposed by words: word 0 of eight codes, word
 * 1 of the same eight, and so on, each a cache line that loads as one vector. So a chunk is read as one ascending stream,
 * which is what the prefetchers of processors are best at: whole planes of one word (tried: they let a scan skip words) were
 * a quarter slower. The payload (an id and, where wanted, a tag for each slot) lies apart from the codes and is read for hits
 * only.
 */
final class Chunk {

    /** Slots of a chunk. At four words the codes take 32 KiB: a batch of queries finds them in the first-level cache. */
    static final int SLOTS = 1 << 10;
    static final int SHIFT = 10;
    static final int MASK = SLOTS - 1;
    /** Codes of a block. */
    static final int BLOCK = 8;
    /** Bytes of one word of all codes of a block: a cache line. */
    static final int LINE = BLOCK * Long.BYTES;
    /** Bytes of one word of all slots. */
    static final int PLANE = SLOTS * Long.BYTES;

    final Slab slab;
    final long codes;
    private final int words;
    private final long ids;
    /** Address of the tags, or 0 where the blocks carry none. */
    private final long tags;

    /** First version that can see this chunk. Writer only, as are the next two. */
    long born;
    /** Last version that can see this chunk, once it has been replaced. */
    long retired;
    /** Slots below this one are seen by some published version. */
    int visible;

    Chunk(Slab slab, int words, long codes, long ids, long tags) {
        this.slab = slab;
        this.words = words;
        this.codes = codes;
        this.ids = ids;
        this.tags = tags;
    }

    /** Address of word 0 of a slot; the next words follow at a distance of {@link #LINE} each. */
    long address(int slot) {
        long line = (long) (slot / BLOCK) * words;
        return codes + line * LINE + (long) (slot % BLOCK) * Long.BYTES;
    }

    long word(int slot, int word) {
        return Memory.getLong(address(slot) + (long) word * LINE);
    }

    void word(int slot, int word, long value) {
        Memory.putLong(address(slot) + (long) word * LINE, value);
    }

    long id(int slot) {
        return Memory.getLong(ids + slot * 8L);
    }

    int tag(int slot) {
        return tags == 0 ? 0 : Memory.getInt(tags + slot * 4L);
    }

    void label(int slot, long id, int tag) {
        Memory.putLong(ids + slot * 8L, id);
        if (tags != 0) {
            Memory.putInt(tags + slot * 4L, tag);
        }
    }

    void copyFrom(Chunk other) {
        Memory.copy(other.codes, codes, (long) words * PLANE);
        Memory.copy(other.ids, ids, SLOTS * 8L);
        if (tags != 0) {
            Memory.copy(other.tags, tags, SLOTS * 4L);
        }
    }
}
