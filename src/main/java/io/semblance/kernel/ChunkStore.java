package io.semblance.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * The chunks of one {@link CodeBlocks}, cut from slabs. Slabs double from one chunk up to {@value #LARGEST} bytes: an index
 * of five assets stays small, and a large one is read in few long streams. A slab whose last chunk comes back is given back
 * to the system, but for one that is kept against flutter.
 */
final class ChunkStore {

    /** Bytes of the largest slab. A scan loses a microsecond from one slab to the next, of 400 for 16 MiB. */
    static final long LARGEST = 16L << 20;

    private final int words;
    private final boolean tagged;
    private final long bytesOfChunk;
    private final int largest;
    private final List<Slab> slabs = new ArrayList<>();
    private final List<Slab> open = new ArrayList<>();
    private volatile long bytes;
    private int next = 1;
    private int inUse;

    ChunkStore(int words, boolean tagged) {
        this.words = words;
        this.tagged = tagged;
        this.bytesOfChunk = Slab.bytesOfChunk(words, tagged);
        this.largest = (int) (LARGEST / bytesOfChunk);
    }

    Chunk take() {
        if (open.isEmpty()) {
            grow();
        }
        Slab slab = open.getLast();
        int before = slab.touched();
        Chunk chunk = slab.take();
        inUse++;
        count(slab.touched() - before);
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
            count(-slab.touched());
        }
    }

    /** Chunks that are taken and not given back. Writer only. */
    int inUse() {
        return inUse;
    }

    /** Real memory in bytes: address space that was never taken is not in it. */
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
        next = Math.min(largest, next * 2);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer; others only read
    private void count(int chunks) {
        bytes += chunks * bytesOfChunk;
    }
}
