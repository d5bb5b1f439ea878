package io.semblance.graph;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Room in the memory of a call for what a search finds.
 *
 * @param most how many there is room for
 * @param keys filled by the library
 * @param distances filled by the library
 */
record NativeNeighbours(int most, MemorySegment keys, MemorySegment distances) {

    /** The library's mark of a vector that was removed. */
    static final long REMOVED = -1;

    static NativeNeighbours room(int most, CallMemory call) {
        return new NativeNeighbours(most, call.bytes((long) most * Long.BYTES, Long.BYTES),
                call.bytes((long) most * Float.BYTES, Float.BYTES));
    }

    /** The first ones, without any that was removed. */
    Neighbours first(int count) {
        long[] foundKeys = new long[count];
        float[] foundDistances = new float[count];
        int kept = 0;
        for (int i = 0; i < count; i++) {
            long key = keys.getAtIndex(ValueLayout.JAVA_LONG, i);
            if (key != REMOVED) {
                foundKeys[kept] = key;
                foundDistances[kept++] = distances.getAtIndex(ValueLayout.JAVA_FLOAT, i);
            }
        }
        return new Neighbours(Arrays.copyOf(foundKeys, kept), Arrays.copyOf(foundDistances, kept));
    }
}
