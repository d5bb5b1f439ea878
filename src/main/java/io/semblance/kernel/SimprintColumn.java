package io.semblance.kernel;

import java.util.Arrays;

import com.carrotsearch.hppc.LongObjectHashMap;

/**
 * The simprints of one type: any number for each id, all of one width (8 to 256 bits in steps of 8). The tag of a simprint
 * is its position within its asset. A directory on the heap keeps the slot of each simprint, so that an update costs what
 * the asset has, not what the type has. One writer thread, views for readers, as {@link CodeBlocks} explains.
 */
public final class SimprintColumn implements AutoCloseable {

    private static final int[] NONE = {};

    private final CodeBlocks blocks;
    private final int words;
    /** Slots of an id, by tag. */
    private final LongObjectHashMap<int[]> slots = new LongObjectHashMap<>();

    /** An empty column of simprints of {@code bits} bits. */
    public SimprintColumn(int bits) {
        this.blocks = new CodeBlocks(bits, true);
        this.words = CodeWords.count(bits);
    }

    /** Width of the simprints in bits. */
    public int bits() {
        return blocks.bits();
    }

    /** Words of one simprint in the array that {@link #replace} takes. */
    public int words() {
        return words;
    }

    /**
     * Sets all simprints of an id, in place of those it had; what stays equal is not copied. False if nothing changed.
     *
     * @param codes {@link #words()} words for each simprint, one simprint after the other; empty removes the id
     * @throws IllegalArgumentException if the array holds a broken simprint, or bits are set beyond the width
     */
    public boolean replace(long id, long[] codes) {
        requireClean(codes);
        int count = codes.length / words;
        int[] old = slotsOf(id);
        boolean changed = false;
        for (int tag = 0; tag < Math.min(count, old.length); tag++) {
            changed |= blocks.set(old[tag], word(codes, tag, 0), word(codes, tag, 1), word(codes, tag, 2),
                    word(codes, tag, 3));
        }
        if (count < old.length) {
            shrink(id, old, count);
        } else if (count > old.length) {
            grow(id, old, codes, count);
        }
        return changed || count != old.length;
    }

    /** Removes all simprints of an id. False if it has none. */
    public boolean remove(long id) {
        int[] old = slotsOf(id);
        shrink(id, old, 0);
        return old.length > 0;
    }

    /** All simprints of an id, word after word in the order of their tags, as the writer sees them; none if it has none. */
    public long[] codes(long id) {
        int[] held = slotsOf(id);
        long[] codes = new long[held.length * words];
        for (int tag = 0; tag < held.length; tag++) {
            for (int word = 0; word < words; word++) {
                codes[tag * words + word] = blocks.word(held[tag], word);
            }
        }
        return codes;
    }

    /** Number of simprints, as the writer sees it. */
    public int count() {
        return blocks.count();
    }

    /** Native memory in bytes. May be called by any thread. */
    public long bytes() {
        return blocks.bytes();
    }

    /** An immutable view of all changes so far, for readers of any thread. The caller closes it. */
    public BlocksView view() {
        return blocks.publish();
    }

    /** Ends writing; the memory goes when the last view is closed. */
    @Override
    public void close() {
        blocks.close();
    }

    private void grow(long id, int[] old, long[] codes, int count) {
        int[] now = Arrays.copyOf(old, count);
        for (int tag = old.length; tag < count; tag++) {
            now[tag] = blocks.append(id, tag, word(codes, tag, 0), word(codes, tag, 1), word(codes, tag, 2),
                    word(codes, tag, 3));
        }
        slots.put(id, now);
    }

    private void shrink(long id, int[] old, int count) {
        for (int tag = old.length - 1; tag >= count; tag--) {
            int hole = old[tag];
            if (blocks.remove(hole)) {
                slotsOf(blocks.id(hole))[blocks.tag(hole)] = hole;
            }
        }
        if (count == 0) {
            slots.remove(id);
        } else {
            slots.put(id, Arrays.copyOf(old, count));
        }
    }

    private int[] slotsOf(long id) {
        int[] found = slots.get(id);
        return found == null ? NONE : found;
    }

    private long word(long[] codes, int tag, int word) {
        return word < words ? codes[tag * words + word] : 0;
    }

    private void requireClean(long[] codes) {
        if (codes.length % words != 0) {
            throw new IllegalArgumentException(
                    codes.length + " words are no whole number of simprints of " + words + " words");
        }
        for (int tag = 0; tag < codes.length / words; tag++) {
            CodeWords.requireClean(bits(), word(codes, tag, 0), word(codes, tag, 1), word(codes, tag, 2),
                    word(codes, tag, 3));
        }
    }
}
