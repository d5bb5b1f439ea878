package io.semblance.kernel;

import java.nio.ByteOrder;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API kernel: eight codes in a step where vectors have 512 bits, else four. A query that is alone streams
 * through memory; several go four at a time through tiles that stay in the first-level cache.
 *
 * <p>
 * <b>Why the loops are written out.</b> A vector lives in a register only while the compiler sees all of its life in one
 * piece of code. Passed through an array, a field or a method that is not inlined it becomes an object, and the loop runs
 * ten times slower; a loop over a number of words that is not a constant was such a case. So there is one loop for each
 * number of words, and only helpers of one line; the largest loops do without these too.
 */
public final class PanamaKernel implements ScanKernel {

    /** At most 512 bits, the eight codes of a block. */
    private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED.vectorBitSize() > 512
            ? VectorShape.S_512_BIT.withLanes(long.class)
            : LongVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    /** Chunks that all classes of a mixed batch go through in turn: together they fit the second-level cache. */
    private static final int PIECE = 8;

    @Override
    public String name() {
        return "panama";
    }

    @Override
    public void scan(BlocksView view, int fromChunk, int toChunk, ScanQuery... queries) {
        view.requireReadable(fromChunk, toChunk, queries);
        for (int at = fromChunk; at < toChunk;) {
            PanamaBatch batch = new PanamaBatch(queries);
            int end = view.runEnd(at, batch.isUniform() ? toChunk : Math.min(toChunk, at + PIECE));
            batch.scan(view, at * Chunk.SLOTS, (int) Math.min(view.count(), (long) end * Chunk.SLOTS));
            at = end;
        }
    }

    static int vectorBits() {
        return SPECIES.vectorBitSize();
    }

    static LongVector broadcast(long value) {
        return LongVector.broadcast(SPECIES, value);
    }

    static LongVector load(long address) {
        return LongVector.fromMemorySegment(SPECIES, Memory.ALL, address, ORDER);
    }

    /** A step to be completed: its first slot, and up to 32 bits that say which codes of it are near. */
    static long note(int slot, long near) {
        return (long) slot << Integer.SIZE | near;
    }

    static int slot(long note) {
        return (int) (note >>> Integer.SIZE);
    }
}
