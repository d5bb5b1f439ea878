package io.semblance.kernel;

import java.lang.foreign.Arena;

/**
 * One piece of native memory from which chunks are cut: the planes of all its chunks one after the other, so that a scan
 * reads one long stream, then their ids, then their tags.
 */
final class Slab implements AutoCloseable {

    private final Arena arena = Arena.ofShared();
    private final Chunk[] free;
    private int freeCount;
    final long bytes;

    Slab(int chunks, int words, boolean tagged) {
        long plane = Chunk.PLANE;
        long codes = chunks * plane * words;
        long ids = chunks * plane;
        bytes = codes + ids + (tagged ? ids / 2 : 0);
        long start = arena.allocate(bytes, 64).address();
        free = new Chunk[chunks];
        for (int i = chunks - 1; i >= 0; i--) {
            long tags = tagged ? start + codes + ids + i * plane / 2 : 0;
            free[freeCount++] = new Chunk(this, start + i * plane * words, start + codes + i * plane, tags);
        }
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
        arena.close();
    }
}
