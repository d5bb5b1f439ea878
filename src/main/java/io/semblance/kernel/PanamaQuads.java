package io.semblance.kernel;

import static jdk.incubator.vector.VectorOperators.BIT_COUNT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.LongVector;

/**
 * Four queries at a time: each vector of codes is loaded once and compared with all four, whose words stay in registers.
 * A tile of codes goes to all queries before the next one. Tiles are short on purpose: while four after four queries work
 * on a tile that is in the cache already, the prefetchers of the processor can run only so far ahead, and with tiles of
 * 1,024 codes instead of {@value #TILE} the memory stands still for half of the time.
 */
final class PanamaQuads {

    private static final int TILE = 128;
    private static final int LANES = PanamaKernel.LANES;
    private static final int LINE = Chunk.LINE;
    private static final int NOTES = TILE / Chunk.BLOCK;

    private PanamaQuads() {
    }

    /** Compares the first {@code lead} words; the number of queries is a multiple of four. */
    static void scan(BlocksView view, int from, int to, int lead, ScanQuery[] queries) {
        long[] notes = queries[0].notes(NOTES);
        switch (lead) {
            case 1 -> one(view, from, to, view.line(from), view.stride(), queries, notes);
            case 2 -> two(view, from, to, view.line(from), view.stride(), queries, notes);
            case 3 -> three(view, from, to, view.line(from), view.stride(), queries, notes);
            default -> four(view, from, to, view.line(from), view.stride(), queries, notes);
        }
    }

    private static void one(BlocksView view, int from, int to, long first, long stride, ScanQuery[] queries,
            long[] notes) {
        for (int start = from; start < to; start += TILE) {
            int stop = Math.min(to, start + TILE);
            for (int i = 0; i < queries.length; i += 4) {
                ScanQuery a = queries[i];
                ScanQuery b = queries[i + 1];
                ScanQuery c = queries[i + 2];
                ScanQuery d = queries[i + 3];
                LongVector a0 = PanamaKernel.broadcast(a.q0);
                LongVector b0 = PanamaKernel.broadcast(b.q0);
                LongVector c0 = PanamaKernel.broadcast(c.q0);
                LongVector d0 = PanamaKernel.broadcast(d.q0);
                LongVector aLimit = PanamaKernel.broadcast(a.limit);
                LongVector bLimit = PanamaKernel.broadcast(b.limit);
                LongVector cLimit = PanamaKernel.broadcast(c.limit);
                LongVector dLimit = PanamaKernel.broadcast(d.limit);
                int noted = 0;
                long line = first + (start - from) / Chunk.BLOCK * stride;
                for (int slot = start; slot < stop; slot += Chunk.BLOCK, line += stride) {
                    long near = 0;
                    for (int lane = 0; lane < Chunk.BLOCK; lane += LANES) {
                        long address = Memory.inRange(line + lane * 8L);
                        LongVector w0 = PanamaKernel.load(address);
                        long aNear = w0.lanewise(XOR, a0).lanewise(BIT_COUNT).compare(LE, aLimit).toLong();
                        long bNear = w0.lanewise(XOR, b0).lanewise(BIT_COUNT).compare(LE, bLimit).toLong();
                        long cNear = w0.lanewise(XOR, c0).lanewise(BIT_COUNT).compare(LE, cLimit).toLong();
                        long dNear = w0.lanewise(XOR, d0).lanewise(BIT_COUNT).compare(LE, dLimit).toLong();
                        near |= (aNear | bNear << 8 | cNear << 16 | dNear << 24) << lane;
                    }
                    if (near != 0) {
                        notes[noted++] = (long) slot << Integer.SIZE | near;
                    }
                }
                if (noted > 0) {
                    complete(view, stop, notes, noted, a, b, c, d);
                }
            }
        }
    }

    private static void two(BlocksView view, int from, int to, long first, long stride, ScanQuery[] queries,
            long[] notes) {
        for (int start = from; start < to; start += TILE) {
            int stop = Math.min(to, start + TILE);
            for (int i = 0; i < queries.length; i += 4) {
                ScanQuery a = queries[i];
                ScanQuery b = queries[i + 1];
                ScanQuery c = queries[i + 2];
                ScanQuery d = queries[i + 3];
                LongVector a0 = PanamaKernel.broadcast(a.q0);
                LongVector a1 = PanamaKernel.broadcast(a.q1);
                LongVector b0 = PanamaKernel.broadcast(b.q0);
                LongVector b1 = PanamaKernel.broadcast(b.q1);
                LongVector c0 = PanamaKernel.broadcast(c.q0);
                LongVector c1 = PanamaKernel.broadcast(c.q1);
                LongVector d0 = PanamaKernel.broadcast(d.q0);
                LongVector d1 = PanamaKernel.broadcast(d.q1);
                LongVector aLimit = PanamaKernel.broadcast(a.limit);
                LongVector bLimit = PanamaKernel.broadcast(b.limit);
                LongVector cLimit = PanamaKernel.broadcast(c.limit);
                LongVector dLimit = PanamaKernel.broadcast(d.limit);
                int noted = 0;
                long line = first + (start - from) / Chunk.BLOCK * stride;
                for (int slot = start; slot < stop; slot += Chunk.BLOCK, line += stride) {
                    long near = 0;
                    for (int lane = 0; lane < Chunk.BLOCK; lane += LANES) {
                        long address = Memory.inRange(line + lane * 8L);
                        LongVector w0 = PanamaKernel.load(address);
                        LongVector w1 = PanamaKernel.load(address + LINE);
                        long aNear = w0.lanewise(XOR, a0).lanewise(BIT_COUNT)
                                .add(w1.lanewise(XOR, a1).lanewise(BIT_COUNT)).compare(LE, aLimit).toLong();
                        long bNear = w0.lanewise(XOR, b0).lanewise(BIT_COUNT)
                                .add(w1.lanewise(XOR, b1).lanewise(BIT_COUNT)).compare(LE, bLimit).toLong();
                        long cNear = w0.lanewise(XOR, c0).lanewise(BIT_COUNT)
                                .add(w1.lanewise(XOR, c1).lanewise(BIT_COUNT)).compare(LE, cLimit).toLong();
                        long dNear = w0.lanewise(XOR, d0).lanewise(BIT_COUNT)
                                .add(w1.lanewise(XOR, d1).lanewise(BIT_COUNT)).compare(LE, dLimit).toLong();
                        near |= (aNear | bNear << 8 | cNear << 16 | dNear << 24) << lane;
                    }
                    if (near != 0) {
                        notes[noted++] = (long) slot << Integer.SIZE | near;
                    }
                }
                if (noted > 0) {
                    complete(view, stop, notes, noted, a, b, c, d);
                }
            }
        }
    }

    private static void three(BlocksView view, int from, int to, long first, long stride, ScanQuery[] queries,
            long[] notes) {
        for (int start = from; start < to; start += TILE) {
            int stop = Math.min(to, start + TILE);
            for (int i = 0; i < queries.length; i += 4) {
                ScanQuery a = queries[i];
                ScanQuery b = queries[i + 1];
                ScanQuery c = queries[i + 2];
                ScanQuery d = queries[i + 3];
                LongVector a0 = PanamaKernel.broadcast(a.q0);
                LongVector a1 = PanamaKernel.broadcast(a.q1);
                LongVector a2 = PanamaKernel.broadcast(a.q2);
                LongVector b0 = PanamaKernel.broadcast(b.q0);
                LongVector b1 = PanamaKernel.broadcast(b.q1);
                LongVector b2 = PanamaKernel.broadcast(b.q2);
                LongVector c0 = PanamaKernel.broadcast(c.q0);
                LongVector c1 = PanamaKernel.broadcast(c.q1);
                LongVector c2 = PanamaKernel.broadcast(c.q2);
                LongVector d0 = PanamaKernel.broadcast(d.q0);
                LongVector d1 = PanamaKernel.broadcast(d.q1);
                LongVector d2 = PanamaKernel.broadcast(d.q2);
                LongVector aLimit = PanamaKernel.broadcast(a.limit);
                LongVector bLimit = PanamaKernel.broadcast(b.limit);
                LongVector cLimit = PanamaKernel.broadcast(c.limit);
                LongVector dLimit = PanamaKernel.broadcast(d.limit);
                int noted = 0;
                long line = first + (start - from) / Chunk.BLOCK * stride;
                for (int slot = start; slot < stop; slot += Chunk.BLOCK, line += stride) {
                    long near = 0;
                    for (int lane = 0; lane < Chunk.BLOCK; lane += LANES) {
                        long address = Memory.inRange(line + lane * 8L);
                        LongVector w0 = PanamaKernel.load(address);
                        LongVector w1 = PanamaKernel.load(address + LINE);
                        LongVector w2 = PanamaKernel.load(address + 2 * LINE);
                        long aNear = w0.lanewise(XOR, a0).lanewise(BIT_COUNT)
                                .add(w1.lanewise(XOR, a1).lanewise(BIT_COUNT))
                                .add(w2.lanewise(XOR, a2).lanewise(BIT_COUNT)).compare(LE, aLimit).toLong();
                        long bNear = w0.lanewise(XOR, b0).lanewise(BIT_COUNT)
                                .add(w1.lanewise(XOR, b1).lanewise(BIT_COUNT))
                                .add(w2.lanewise(XOR, b2).lanewise(BIT_COUNT)).compare(LE, bLimit).toLong();
                        long cNear = w0.lanewise(XOR, c0).lanewise(BIT_COUNT)
                                .add(w1.lanewise(XOR, c1).lanewise(BIT_COUNT))
                                .add(w2.lanewise(XOR, c2).lanewise(BIT_COUNT)).compare(LE, cLimit).toLong();
                        long dNear = w0.lanewise(XOR, d0).lanewise(BIT_COUNT)
                                .add(w1.lanewise(XOR, d1).lanewise(BIT_COUNT))
                                .add(w2.lanewise(XOR, d2).lanewise(BIT_COUNT)).compare(LE, dLimit).toLong();
                        near |= (aNear | bNear << 8 | cNear << 16 | dNear << 24) << lane;
                    }
                    if (near != 0) {
                        notes[noted++] = (long) slot << Integer.SIZE | near;
                    }
                }
                if (noted > 0) {
                    complete(view, stop, notes, noted, a, b, c, d);
                }
            }
        }
    }

    private static void four(BlocksView view, int from, int to, long first, long stride, ScanQuery[] queries,
            long[] notes) {
        for (int start = from; start < to; start += TILE) {
            int stop = Math.min(to, start + TILE);
            for (int i = 0; i < queries.length; i += 4) {
                ScanQuery a = queries[i];
                ScanQuery b = queries[i + 1];
                ScanQuery c = queries[i + 2];
                ScanQuery d = queries[i + 3];
                LongVector a0 = PanamaKernel.broadcast(a.q0);
                LongVector a1 = PanamaKernel.broadcast(a.q1);
                LongVector a2 = PanamaKernel.broadcast(a.q2);
                LongVector a3 = PanamaKernel.broadcast(a.q3);
                LongVector b0 = PanamaKernel.broadcast(b.q0);
                LongVector b1 = PanamaKernel.broadcast(b.q1);
                LongVector b2 = PanamaKernel.broadcast(b.q2);
                LongVector b3 = PanamaKernel.broadcast(b.q3);
                LongVector c0 = PanamaKernel.broadcast(c.q0);
                LongVector c1 = PanamaKernel.broadcast(c.q1);
                LongVector c2 = PanamaKernel.broadcast(c.q2);
                LongVector c3 = PanamaKernel.broadcast(c.q3);
                LongVector d0 = PanamaKernel.broadcast(d.q0);
                LongVector d1 = PanamaKernel.broadcast(d.q1);
                LongVector d2 = PanamaKernel.broadcast(d.q2);
                LongVector d3 = PanamaKernel.broadcast(d.q3);
                LongVector aLimit = PanamaKernel.broadcast(a.limit);
                LongVector bLimit = PanamaKernel.broadcast(b.limit);
                LongVector cLimit = PanamaKernel.broadcast(c.limit);
                LongVector dLimit = PanamaKernel.broadcast(d.limit);
                int noted = 0;
                long line = first + (start - from) / Chunk.BLOCK * stride;
                for (int slot = start; slot < stop; slot += Chunk.BLOCK, line += stride) {
                    long near = 0;
                    for (int lane = 0; lane < Chunk.BLOCK; lane += LANES) {
                        long address = Memory.inRange(line + lane * 8L);
                        LongVector w0 = PanamaKernel.load(address);
                        LongVector w1 = PanamaKernel.load(address + LINE);
                        LongVector w2 = PanamaKernel.load(address + 2 * LINE);
                        LongVector w3 = PanamaKernel.load(address + 3 * LINE);
                        long aNear = w0.lanewise(XOR, a0).lanewise(BIT_COUNT)
                                .add(w1.lanewise(XOR, a1).lanewise(BIT_COUNT))
                                .add(w2.lanewise(XOR, a2).lanewise(BIT_COUNT))
                                .add(w3.lanewise(XOR, a3).lanewise(BIT_COUNT)).compare(LE, aLimit).toLong();
                        long bNear = w0.lanewise(XOR, b0).lanewise(BIT_COUNT)
                                .add(w1.lanewise(XOR, b1).lanewise(BIT_COUNT))
                                .add(w2.lanewise(XOR, b2).lanewise(BIT_COUNT))
                                .add(w3.lanewise(XOR, b3).lanewise(BIT_COUNT)).compare(LE, bLimit).toLong();
                        long cNear = w0.lanewise(XOR, c0).lanewise(BIT_COUNT)
                                .add(w1.lanewise(XOR, c1).lanewise(BIT_COUNT))
                                .add(w2.lanewise(XOR, c2).lanewise(BIT_COUNT))
                                .add(w3.lanewise(XOR, c3).lanewise(BIT_COUNT)).compare(LE, cLimit).toLong();
                        long dNear = w0.lanewise(XOR, d0).lanewise(BIT_COUNT)
                                .add(w1.lanewise(XOR, d1).lanewise(BIT_COUNT))
                                .add(w2.lanewise(XOR, d2).lanewise(BIT_COUNT))
                                .add(w3.lanewise(XOR, d3).lanewise(BIT_COUNT)).compare(LE, dLimit).toLong();
                        near |= (aNear | bNear << 8 | cNear << 16 | dNear << 24) << lane;
                    }
                    if (near != 0) {
                        notes[noted++] = (long) slot << Integer.SIZE | near;
                    }
                }
                if (noted > 0) {
                    complete(view, stop, notes, noted, a, b, c, d);
                }
            }
        }
    }

    /** Completes what a tile noted: first slots, and below them eight bits for each query. */
    private static void complete(BlocksView view, int stop, long[] notes, int noted, ScanQuery a, ScanQuery b,
            ScanQuery c,
            ScanQuery d) {
        for (int i = 0; i < noted; i++) {
            int slot = PanamaKernel.slot(notes[i]);
            int near = (int) notes[i];
            a.complete(view, stop, slot, near & 0xff);
            b.complete(view, stop, slot, near >>> 8 & 0xff);
            c.complete(view, stop, slot, near >>> 16 & 0xff);
            d.complete(view, stop, slot, near >>> 24);
        }
    }
}
