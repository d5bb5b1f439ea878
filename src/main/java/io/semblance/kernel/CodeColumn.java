package io.semblance.kernel;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The codes of one unit type, at most one for each id: 32 to 256 bits in steps of 32, each length in blocks of its own,
 * so that a scan compares whole blocks over one common prefix length. A {@link PlaceTable} on the heap says where the code of an
 * id lies. One writer thread, views for readers, as {@link CodeBlocks} explains.
 */
public final class CodeColumn implements AutoCloseable {

    /** Lengths are multiples of this many bits. */
    public static final int STEP = 32;
    /** The greatest length in bits. */
    public static final int LONGEST = CodeWords.MAX_BITS;
    private static final int LENGTHS = CodeWords.MAX_BITS / STEP;
    /** A place is a length group and a slot in one int: three bits and the twenty-nine of {@link CodeBlocks#MAX}. */
    private static final int SLOT_BITS = 29;
    private static final int SLOT_MASK = (1 << SLOT_BITS) - 1;

    private final @Nullable CodeBlocks[] groups = new CodeBlocks[LENGTHS];
    private PlaceTable places = new PlaceTable(this::idOf, 0);
    /** Codes that the table does not know yet: all of them, while the column is being filled. */
    private boolean filling;
    private long lastFilled;
    private int lastPlace;

    /**
     * Sets the code of an id, in place of the one it had. False if it had this very code: nothing is changed then, nor copied.
     * Throws IllegalArgumentException on a length that is not 32 to 256 in steps of 32, or on bits set beyond it.
     */
    public boolean put(long id, int bits, long w0, long w1, long w2, long w3) {
        int group = group(bits);
        CodeWords.requireClean(bits, w0, w1, w2, w3);
        filled();
        int place = places.find(id);
        if (place == PlaceTable.NONE) {
            places.add(id, place(group, blocks(group).append(id, 0, w0, w1, w2, w3)));
            return true;
        }
        if (place >>> SLOT_BITS == group) {
            return blocks(group).set(place & SLOT_MASK, w0, w1, w2, w3);
        }
        places.move(id, place, place(group, blocks(group).append(id, 0, w0, w1, w2, w3)));
        vacate(place);
        return true;
    }

    /**
     * Sets the code of an id as {@link #put} does, in a column that is empty or was only filled so far: the ids come in
     * ascending or descending order, so that only the one that came last can be there already, and no other is looked for.
     */
    public void fill(long id, int bits, long w0, long w1, long w2, long w3) {
        int group = group(bits);
        CodeWords.requireClean(bits, w0, w1, w2, w3);
        if (filling && id == lastFilled) {
            // It is the last of its group, so that no other moves into its place.
            blocks(lastPlace >>> SLOT_BITS).remove(lastPlace & SLOT_MASK);
        } else if (!filling && count() > 0) {
            throw new IllegalStateException("a column that was changed is not filled");
        }
        lastPlace = place(group, blocks(group).append(id, 0, w0, w1, w2, w3));
        lastFilled = id;
        filling = true;
    }

    /**
     * Ends filling: notes where each id lies, which is needed for changes alone and costs half while nothing grows. The first
     * change does it if nobody did before.
     */
    public void filled() {
        if (!filling) {
            return;
        }
        places = new PlaceTable(this::idOf, count());
        for (int group = 0; group < LENGTHS; group++) {
            CodeBlocks blocks = groups[group];
            int codes = blocks == null ? 0 : blocks.count();
            for (int slot = 0; slot < codes; slot++) {
                int place = place(group, slot);
                places.add(idOf(place), place);
            }
        }
        filling = false;
    }

    /** Removes the code of an id. False if it has none. */
    public boolean remove(long id) {
        filled();
        int place = places.find(id);
        if (place == PlaceTable.NONE) {
            return false;
        }
        places.remove(id, place);
        vacate(place);
        return true;
    }

    /** Number of codes, as the writer sees it. */
    public int count() {
        int sum = 0;
        for (CodeBlocks blocks : groups) {
            sum += blocks == null ? 0 : blocks.count();
        }
        return sum;
    }

    /** Number of codes of one length, as the writer sees it. */
    public int count(int bits) {
        CodeBlocks blocks = groups[group(bits)];
        return blocks == null ? 0 : blocks.count();
    }

    /** Native memory in bytes. Call it from the writer's thread. */
    public long bytes() {
        long sum = 0;
        for (CodeBlocks blocks : groups) {
            sum += blocks == null ? 0 : blocks.bytes();
        }
        return sum;
    }

    /** An immutable view of all changes so far, for readers of any thread. The caller closes it. */
    public ColumnView view() {
        List<BlocksView> views = new ArrayList<>();
        for (CodeBlocks blocks : groups) {
            if (blocks != null) {
                views.add(blocks.publish());
            }
        }
        return new ColumnView(views);
    }

    /** Ends writing; the memory goes when the last view is closed. */
    @Override
    public void close() {
        for (CodeBlocks blocks : groups) {
            if (blocks != null) {
                blocks.close();
            }
        }
    }

    /** Empties a place that the table no longer knows; the last code of its group moves into it. */
    private void vacate(int place) {
        int group = place >>> SLOT_BITS;
        CodeBlocks blocks = blocks(group);
        if (blocks.remove(place & SLOT_MASK)) {
            places.move(idOf(place), place(group, blocks.count()), place);
        }
    }

    private long idOf(int place) {
        return blocks(place >>> SLOT_BITS).id(place & SLOT_MASK);
    }

    private static int place(int group, int slot) {
        return (group << SLOT_BITS) | slot;
    }

    private CodeBlocks blocks(int group) {
        CodeBlocks blocks = groups[group];
        if (blocks == null) {
            blocks = new CodeBlocks((group + 1) * STEP, false);
            groups[group] = blocks;
        }
        return blocks;
    }

    private static int group(int bits) {
        if (bits < STEP || bits > CodeWords.MAX_BITS || bits % STEP != 0) {
            throw new IllegalArgumentException("a unit has 32 to 256 bits in steps of 32, not " + bits);
        }
        return bits / STEP - 1;
    }
}
