package io.semblance.kernel;

import java.util.Arrays;

/**
 * What a scan found for one query: id, tag and distance in bits of each code within the limit, in no promised order.
 * Grows as needed, 16 bytes a hit, as long as there is room for that; without, it is cut, and no answer. Not thread-safe.
 */
public final class Hits {

    private static final int FIRST = 16;
    private static final int BYTES = 16;

    private final HitRoom room;
    private long[] ids = {};
    private int[] tags = {};
    private int[] distances = {};
    private int size;
    private boolean cut;

    /** Without a bound. */
    public Hits() {
        this(HitRoom.ENDLESS);
    }

    /** @param room for all but the first few */
    public Hits(HitRoom room) {
        this.room = room;
    }

    /** Whether some are missing since there was no room for them. */
    public boolean isCut() {
        return cut;
    }

    /** Number of hits. */
    public int size() {
        return size;
    }

    /** Id that was stored with the code of hit {@code i}. */
    public long id(int i) {
        return ids[i];
    }

    /** Position of the code within its asset; 0 in blocks without tags. */
    public int tag(int i) {
        return tags[i];
    }

    /** Differing bits over the compared length. */
    public int distance(int i) {
        return distances[i];
    }

    /** Appends one hit. */
    public void add(long id, int tag, int distance) {
        if (size == ids.length && !grow(size + 1)) {
            return;
        }
        ids[size] = id;
        tags[size] = tag;
        distances[size++] = distance;
    }

    /** Appends all hits of another list. */
    public void addAll(Hits other) {
        cut |= other.cut;
        int total = Math.addExact(size, other.size);
        if (other.size == 0 || (total > ids.length && !grow(total))) {
            return;
        }
        System.arraycopy(other.ids, 0, ids, size, other.size);
        System.arraycopy(other.tags, 0, tags, size, other.size);
        System.arraycopy(other.distances, 0, distances, size, other.size);
        size = total;
    }

    /** Forgets the hits from {@code newSize} on. */
    public void truncate(int newSize) {
        if (newSize < 0 || newSize > size) {
            throw new IllegalArgumentException("size must be within 0.." + size + ", not " + newSize);
        }
        size = newSize;
    }

    private boolean grow(int needed) {
        int capacity = (int) Math.max(needed, Math.min(Integer.MAX_VALUE - 8L, Math.max(FIRST, size * 2L)));
        if (cut || (capacity > FIRST && !room.take((long) BYTES * (capacity - ids.length)))) {
            cut = true;
            return false;
        }
        ids = Arrays.copyOf(ids, capacity);
        tags = Arrays.copyOf(tags, capacity);
        distances = Arrays.copyOf(distances, capacity);
        return true;
    }
}
