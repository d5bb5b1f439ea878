package io.semblance.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * The chunks of one {@link CodeBlocks}, cut from slabs. Slabs double from one chunk up to 2 MiB, so
 * that an index of five assets stays small and a large one gets memory in pieces that the system can back with huge
 * pages. A slab whose last chunk comes back is given back to the system, but for one that is kept against flutter.
 */
final class ChunkStore {

    private final int words;
    private final boolean tagged;
    private final int largest;
    private final List<Slab> slabs = new ArrayList<>();
    private final List<Slab> open = new ArrayList<>();
    private volatile long bytes;
    private int next = 1;
    private int inUse;

    ChunkStore(int words, boolean tagged) {
        this.words = words;
        this.tagged = tagged;
        this.largest = (int) (Slab.LARGEST / Slab.bytesOfChunk(words, tagged));
    }

    Chunk take() {
        if (open.isEmpty()) {
            grow();
        }
        Slab slab = open.getLast();
        Chunk chunk = slab.take();
        inUse++;
        if (slab.isFull()) {
            open.removeLast();
        }
        return chunk;
    }

    void give(Chunk chunk) {
        Slab slab = chunk.slab;
        if (slab.isFull()) {
            open.add(slab);
        }
        slab.give(chunk);
        inUse--;
        if (slab.isEmpty() && open.size() > 1) {
            open.remove(slab);
            slabs.remove(slab);
            slab.close();
            count(-slab.bytes);
        }
    }

    /** Chunks that are taken and not given back. Writer only. */
    int inUse() {
        return inUse;
    }

    long bytes() {
        return bytes;
    }

    void freeAll() {
        slabs.forEach(Slab::close);
        slabs.clear();
        open.clear();
        bytes = 0;
    }

    private void grow() {
        Slab slab = new Slab(next, words, tagged);
        slabs.add(slab);
        open.add(slab);
        count(slab.bytes);
        next = Math.min(largest, next * 2);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer; others only read
    private void count(long change) {
        bytes += change;
    }
}
