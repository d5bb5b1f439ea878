package io.semblance.kernel;

/**
 * 1,024 slots of one {@link CodeBlocks}. The codes lie in planes: first word 0 of all slots, then word 1 of all slots,
 * and so on, so that eight neighbours load as one vector and a scan that needs two words of four touches half the memory.
 * The payload (an id and, where wanted, a tag for each slot) lies apart from the codes and is read for hits only.
 */
final class Chunk {

    /** Slots of a chunk. At four words the planes are 32 KiB: a batch of queries finds them in the first-level cache. */
    static final int SLOTS = 1 << 10;
    static final int SHIFT = 10;
    static final int MASK = SLOTS - 1;
    /** Bytes of one plane. */
    static final int PLANE = SLOTS * Long.BYTES;

    final Slab slab;
    final long codes;
    private final long ids;
    /** Address of the tags, or 0 where the blocks carry none. */
    private final long tags;

    /** First version that can see this chunk. Writer only, as are the next two. */
    long born;
    /** Last version that can see this chunk, once it has been replaced. */
    long retired;
    /** Slots below this one are seen by some published version. */
    int visible;

    Chunk(Slab slab, long codes, long ids, long tags) {
        this.slab = slab;
        this.codes = codes;
        this.ids = ids;
        this.tags = tags;
    }

    long word(int slot, int word) {
        return Memory.getLong(codes + (long) word * PLANE + slot * 8L);
    }

    void word(int slot, int word, long value) {
        Memory.putLong(codes + (long) word * PLANE + slot * 8L, value);
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

    void copyFrom(Chunk other, int words) {
        Memory.copy(other.codes, codes, (long) words * PLANE);
        Memory.copy(other.ids, ids, SLOTS * 8L);
        if (tags != 0) {
            Memory.copy(other.tags, tags, SLOTS * 4L);
        }
    }
}
