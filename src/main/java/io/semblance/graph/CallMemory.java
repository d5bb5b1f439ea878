package io.semblance.graph;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.function.Supplier;

/**
 * The memory of one call: its buffers and the cell in which the library leaves a pointer to its complaint. A call has its
 * own, for cells and buffers that are shared between threads would carry one call's error into another's result.
 */
final class CallMemory implements AutoCloseable {

    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG.withOrder(ByteOrder.BIG_ENDIAN);
    /** More than any message of the library. */
    private static final long MESSAGE_BYTES = 4096;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment error = arena.allocate(ValueLayout.ADDRESS);

    /** Where the library writes its complaint. */
    MemorySegment error() {
        return error;
    }

    /** Words of a code as bytes, the most significant first. */
    MemorySegment of(long[] words, int count) {
        MemorySegment bytes = arena.allocate(WORD, count);
        MemorySegment.copy(words, 0, bytes, WORD, 0, count);
        return bytes;
    }

    MemorySegment of(float[] vector) {
        return arena.allocateFrom(ValueLayout.JAVA_FLOAT, vector);
    }

    /** A path as the library takes it. */
    MemorySegment of(String path) {
        return arena.allocateFrom(path);
    }

    MemorySegment bytes(long count, long alignment) {
        return arena.allocate(count, alignment);
    }

    /**
     * Tells of a complaint.
     *
     * @throws GraphException if the library has left one
     */
    @SuppressWarnings("restricted")
    void check(Supplier<String> call) {
        MemorySegment text = error.get(ValueLayout.ADDRESS, 0);
        if (text.address() != 0) {
            throw new GraphException(call.get(), text.reinterpret(MESSAGE_BYTES).getString(0));
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
