package io.semblance.kernel;

import java.lang.foreign.Arena;
import java.util.Optional;

/**
 * One piece of native memory from which chunks are cut: the codes of all its chunks one after the other, so that a scan
 * reads one long stream, then their ids, then their tags. A slab of the largest size is one huge page where the system has
 * them.
 */
final class Slab implements AutoCloseable {

    /** Bytes of the largest slab. */
    static final long LARGEST = Libc.HUGE_PAGE;

    private final Arena arena = Arena.ofShared();
    private final Optional<Libc> libc;
    private final long start;
    private final Chunk[] free;
    private int freeCount;
    final long bytes;

    Slab(int chunks, int words, boolean tagged) {
        long codes = (long) chunks * Chunk.PLANE * words;
        long ids = (long) chunks * Chunk.PLANE;
        long needed = chunks * bytesOfChunk(words, tagged);
        libc = needed * 2 > LARGEST ? Libc.linux() : Optional.empty();
        bytes = libc.isPresent() ? LARGEST : needed;
        start = libc.map(Libc::allocateHugePage).orElseGet(() -> arena.allocate(needed, Chunk.LINE).address());
        if (start == 0) {
            throw new OutOfMemoryError("no native memory for codes");
        }
        free = new Chunk[chunks];
        for (int i = chunks - 1; i >= 0; i--) {
            long plane = (long) i * Chunk.PLANE;
            long tags = tagged ? start + codes + ids + plane / 2 : 0;
            free[freeCount++] = new Chunk(this, words, start + plane * words, start + codes + plane, tags);
        }
    }

    /** Bytes of a chunk: its codes, its ids, and its tags where it has some. */
    static long bytesOfChunk(int words, boolean tagged) {
        return (words + 1L) * Chunk.PLANE + (tagged ? Chunk.PLANE / 2 : 0);
    }

    boolean isFull() {
        return freeCount == 0;
    }

    boolean isEmpty() {
        return freeCount == free.length;
    }

    Chunk take() {
        return free[--freeCount];
    }

    void give(Chunk chunk) {
        free[freeCount++] = chunk;
    }

    @Override
    public void close() {
        libc.ifPresent(memory -> memory.free(start));
        arena.close();
    }
}
