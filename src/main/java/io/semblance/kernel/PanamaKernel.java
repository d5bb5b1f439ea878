package io.semblance.kernel;

import java.nio.ByteOrder;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API kernel: as many codes in a step as a vector has lanes. The loops below differ only in the number of words
 * that they compare; they are written out because a vector that passes through a method which is not inlined, or through an
 * array, is boxed, and the loop then runs many times slower.
 */
public final class PanamaKernel implements ScanKernel {

    /** At most 512 bits: a chunk is a whole number of vectors, and so are the eight slots of a cache line. */
    private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED.vectorBitSize() > 512
            ? VectorShape.S_512_BIT.withLanes(long.class)
            : LongVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    /** Steps of a chunk, a batch of codes, whose prefix passed without being hits, from which one more word is compared. */
    private static final int TOO_MANY = 48;

    @Override
    public String name() {
        return "panama";
    }

    @Override
    public void scan(BlocksView view, int fromChunk, int toChunk, ScanQuery... queries) {
        view.requireReadable(fromChunk, toChunk, queries);
        for (int at = fromChunk; at < toChunk; at++) {
            Chunk chunk = view.chunk(at);
            int count = view.countOf(at);
            for (ScanQuery query : queries) {
                scan(chunk, count, query);
            }
        }
    }

    static int vectorBits() {
        return SPECIES.vectorBitSize();
    }

    private static void scan(Chunk chunk, int count, ScanQuery query) {
        query.worked(count);
        int missed = switch (query.lead) {
            case 1 -> one(chunk, count, query);
            case 2 -> two(chunk, count, query);
            case 3 -> three(chunk, count, query);
            default -> four(chunk, count, query);
        };
        if (missed > TOO_MANY && query.lead < query.words) {
            query.lead++;
        }
    }

    private static int one(Chunk chunk, int count, ScanQuery query) {
        LongVector q0 = LongVector.broadcast(SPECIES, query.q0);
        LongVector mask = LongVector.broadcast(SPECIES, leadMask(query));
        long limit = query.limit;
        long base = chunk.codes;
        int missed = 0;
        for (int slot = 0; slot < count; slot += LANES) {
            LongVector d = bits(base + slot * 8L, q0, mask);
            long near = d.compare(VectorOperators.LE, limit).toLong();
            if (near != 0) {
                missed += complete(chunk, count, slot, near, query);
            }
        }
        return missed;
    }

    private static int two(Chunk chunk, int count, ScanQuery query) {
        LongVector q0 = LongVector.broadcast(SPECIES, query.q0);
        LongVector q1 = LongVector.broadcast(SPECIES, query.q1);
        LongVector mask = LongVector.broadcast(SPECIES, leadMask(query));
        long limit = query.limit;
        long base = chunk.codes;
        int missed = 0;
        for (int slot = 0; slot < count; slot += LANES) {
            long address = base + slot * 8L;
            LongVector d = bits(address, q0).add(bits(address + Chunk.PLANE, q1, mask));
            long near = d.compare(VectorOperators.LE, limit).toLong();
            if (near != 0) {
                missed += complete(chunk, count, slot, near, query);
            }
        }
        return missed;
    }

    private static int three(Chunk chunk, int count, ScanQuery query) {
        LongVector q0 = LongVector.broadcast(SPECIES, query.q0);
        LongVector q1 = LongVector.broadcast(SPECIES, query.q1);
        LongVector q2 = LongVector.broadcast(SPECIES, query.q2);
        LongVector mask = LongVector.broadcast(SPECIES, leadMask(query));
        long limit = query.limit;
        long base = chunk.codes;
        int missed = 0;
        for (int slot = 0; slot < count; slot += LANES) {
            long address = base + slot * 8L;
            LongVector d = bits(address, q0).add(bits(address + Chunk.PLANE, q1))
                    .add(bits(address + 2 * Chunk.PLANE, q2, mask));
            long near = d.compare(VectorOperators.LE, limit).toLong();
            if (near != 0) {
                missed += complete(chunk, count, slot, near, query);
            }
        }
        return missed;
    }

    private static int four(Chunk chunk, int count, ScanQuery query) {
        LongVector q0 = LongVector.broadcast(SPECIES, query.q0);
        LongVector q1 = LongVector.broadcast(SPECIES, query.q1);
        LongVector q2 = LongVector.broadcast(SPECIES, query.q2);
        LongVector q3 = LongVector.broadcast(SPECIES, query.q3);
        LongVector mask = LongVector.broadcast(SPECIES, leadMask(query));
        long limit = query.limit;
        long base = chunk.codes;
        int missed = 0;
        for (int slot = 0; slot < count; slot += LANES) {
            long address = base + slot * 8L;
            LongVector d = bits(address, q0).add(bits(address + Chunk.PLANE, q1))
                    .add(bits(address + 2 * Chunk.PLANE, q2).add(bits(address + 3 * Chunk.PLANE, q3, mask)));
            long near = d.compare(VectorOperators.LE, limit).toLong();
            if (near != 0) {
                missed += complete(chunk, count, slot, near, query);
            }
        }
        return missed;
    }

    private static LongVector bits(long address, LongVector query) {
        return LongVector.fromMemorySegment(SPECIES, Memory.ALL, address, ORDER).lanewise(VectorOperators.XOR, query)
                .lanewise(VectorOperators.BIT_COUNT);
    }

    private static LongVector bits(long address, LongVector query, LongVector mask) {
        return LongVector.fromMemorySegment(SPECIES, Memory.ALL, address, ORDER).lanewise(VectorOperators.XOR, query)
                .and(mask).lanewise(VectorOperators.BIT_COUNT);
    }

    /** The mask of the last leading word: whole, unless it is the last of all. */
    private static long leadMask(ScanQuery query) {
        return query.lead == query.words ? query.lastMask : -1L;
    }

    /** Completes the codes of one step whose prefix passed; returns 1 if none of them is a hit. */
    private static int complete(Chunk chunk, int count, int slot, long near, ScanQuery query) {
        int before = query.hits.size();
        for (long rest = near; rest != 0; rest &= rest - 1) {
            int at = slot + Long.numberOfTrailingZeros(rest);
            int distance = at < count ? query.distance(chunk, at) : Integer.MAX_VALUE;
            if (distance <= query.limit) {
                query.hits.add(chunk.id(at), chunk.tag(at), distance);
            }
        }
        return query.hits.size() == before ? 1 : 0;
    }
}
