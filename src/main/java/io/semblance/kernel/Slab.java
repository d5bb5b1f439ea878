package io.semblance.kernel;

import java.lang.foreign.Arena;
import java.util.Optional;

/**
 * One piece of native memory from which chunks are cut: the codes of all its chunks one after the other, so that a scan
 * reads one long stream, then their ids, then their tags. Large slabs lie on huge pages where the system has them; what
 * was never taken of a slab is address space only.
 */
final class Slab implements AutoCloseable {

    /** Bytes from which a slab is worth huge pages. */
    private static final long LARGE = 1L << 20;

    private final Arena arena = Arena.ofShared();
    private final Optional<Libc> libc;
    private final long start;
    private final Chunk[] free;
    private int freeCount;
    /** The most chunks that were taken at a time, the part of the slab that is real memory. */
    private int touched;

    Slab(int chunks, int words, boolean tagged) {
        long codes = (long) chunks * Chunk.PLANE * words;
        long ids = (long) chunks * Chunk.PLANE;
        long bytes = chunks * bytesOfChunk(words, tagged);
        libc = bytes >= LARGE ? Libc.linux() : Optional.empty();
        start = libc.map(memory -> memory.allocate(bytes)).orElseGet(() -> arena.allocate(bytes, Chunk.LINE).address());
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

    int touched() {
        return touched;
    }

    Chunk take() {
        Chunk chunk = free[--freeCount];
        touched = Math.max(touched, free.length - freeCount);
        return chunk;
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
