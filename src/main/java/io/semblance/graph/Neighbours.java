package io.semblance.graph;

import java.util.Arrays;

/**
 * What a search found, best first. With several vectors to a key, a key stands there once for each of its vectors that was
 * found. The arrays are the caller's.
 *
 * @param keys keys of the vectors
 * @param distances their distances, in the same order, as {@link Metric} defines them
 */
@SuppressWarnings("ArrayRecordComponent") // a search returns thousands of them; equality is defined below
public record Neighbours(long[] keys, float[] distances) {

    public Neighbours {
        if (keys.length != distances.length) {
            throw new IllegalArgumentException(keys.length + " keys and " + distances.length + " distances");
        }
    }

    /** How many there are. */
    public int size() {
        return keys.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Neighbours that && Arrays.equals(keys, that.keys)
                && Arrays.equals(distances, that.distances);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(keys) + Arrays.hashCode(distances);
    }

    @Override
    public String toString() {
        return "keys " + Arrays.toString(keys) + ", distances " + Arrays.toString(distances);
    }
}
