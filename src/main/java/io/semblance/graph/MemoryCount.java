package io.semblance.graph;

import java.lang.foreign.MemorySegment;

/**
 * The memory of a graph. The library visits each vector's links to add it up, a tenth of a second for a million, so that
 * the sum is kept until a sixteenth of the vectors is new; and it leaves out its tables, which are counted here.
 */
final class MemoryCount {

    /** Bytes of an entry in the table of keys, with its share of the bucket's header. */
    private static final double ENTRY = 16 + 16 / 64.0;

    private long counted;
    private long placesThen = -1;
    private long capacityThen = -1;

    /** While no vector is added. */
    synchronized long bytes(Usearch usearch, MemorySegment index, long places, long capacity) {
        if (capacity != capacityThen || places - placesThen > placesThen / 16) {
            counted = usearch.get("usearch_memory_usage", index) + tables(capacity);
            placesThen = places;
            capacityThen = capacity;
        }
        return counted;
    }

    /** The addresses of the vectors, and the table from keys to them: two thirds full at most, its length a power of two. */
    private static long tables(long capacity) {
        long slots = capacity == 0 ? 0 : Long.highestOneBit(Math.max(1, (capacity * 3 + 1) / 2 - 1)) * 2;
        return capacity * Long.BYTES + Math.round(slots * ENTRY);
    }
}
