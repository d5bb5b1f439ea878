package io.semblance.graph;

import java.lang.foreign.MemorySegment;

/**
 * A vector in the memory of a call, to be added or searched for.
 *
 * @param bytes bits, the first one the most significant of the first byte; or floats
 * @param kind which of the two it is: the library rounds floats to what the graph keeps
 */
record NativeVector(MemorySegment bytes, Scalar kind) {

    /** A code of bits; what is beyond its length is not looked at. Throws IllegalArgumentException if it is too short. */
    static NativeVector of(long[] words, GraphOptions options, CallMemory call) {
        int needed = (options.dimensions() + Long.SIZE - 1) / Long.SIZE;
        if (options.scalar() != Scalar.B1 || words.length < needed) {
            throw new IllegalArgumentException(words.length + " words are no vector of " + options);
        }
        return new NativeVector(call.of(words, needed), Scalar.B1);
    }

    /** Floats. Throws IllegalArgumentException on another number of them, or one that cannot be kept. */
    static NativeVector of(float[] vector, GraphOptions options, CallMemory call) {
        if (options.scalar() == Scalar.B1 || vector.length != options.dimensions()) {
            throw new IllegalArgumentException(vector.length + " floats are no vector of " + options);
        }
        for (float component : vector) {
            if (!(Math.abs(component) <= GraphOptions.MAX_COMPONENT)) { // nor NaN
                throw new IllegalArgumentException("components of a vector are at most "
                        + GraphOptions.MAX_COMPONENT + ", not " + component);
            }
        }
        return new NativeVector(call.of(vector), Scalar.F32);
    }
}
