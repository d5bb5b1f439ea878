package io.semblance.kernel;

import static jdk.incubator.vector.VectorOperators.BIT_COUNT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.LongVector;

/** One query that streams through memory: a loop for each number of words, and one for queries that end within a word. */
final class PanamaSingle {

    private static final int LANES = PanamaKernel.LANES;
    private static final int LINE = Chunk.LINE;
    /** Steps between two looks at the notes: a step whose codes are near is noted, for a call in the loop would cost registers. */
    private static final int STEPS = 1024;

    private PanamaSingle() {
    }

    /** Scans the slots {@code from..to-1}, which lie in memory as one. */
    static void scan(BlocksView view, int from, int to, ScanQuery query) {
        long[] notes = query.notes(STEPS);
        long stride = view.stride();
        for (int start = from; start < to; start += STEPS * LANES) {
            int stop = (int) Math.min(to, start + (long) STEPS * LANES);
            int noted = scan(start, stop, view.line(start), stride, query, notes);
            for (int i = 0; i < noted; i++) {
                query.complete(view, stop, PanamaKernel.slot(notes[i]), (int) notes[i]);
            }
        }
    }

    private static int scan(int from, int to, long first, long stride, ScanQuery query, long[] notes) {
        if (query.words > query.whole) {
            return masked(from, to, first, stride, query, notes);
        }
        return switch (query.words) {
            case 1 -> one(from, to, first, stride, query, notes);
            case 2 -> two(from, to, first, stride, query, notes);
            case 3 -> three(from, to, first, stride, query, notes);
            default -> four(from, to, first, stride, query, notes);
        };
    }

    private static int one(int from, int to, long first, long stride, ScanQuery query, long[] notes) {
        LongVector q0 = PanamaKernel.broadcast(query.q0);
        LongVector limit = PanamaKernel.broadcast(query.limit);
        long line = first;
        int noted = 0;
        for (int slot = from; slot < to; slot += Chunk.BLOCK, line += stride) {
            for (int lane = 0; lane < Chunk.BLOCK; lane += LANES) {
                long address = Memory.inRange(line + lane * 8L);
                LongVector d = PanamaKernel.load(address).lanewise(XOR, q0).lanewise(BIT_COUNT);
                long near = d.compare(LE, limit).toLong();
                if (near != 0) {
                    notes[noted++] = (slot + (long) lane) << Integer.SIZE | near;
                }
            }
        }
        return noted;
    }

    private static int two(int from, int to, long first, long stride, ScanQuery query, long[] notes) {
        LongVector q0 = PanamaKernel.broadcast(query.q0);
        LongVector q1 = PanamaKernel.broadcast(query.q1);
        LongVector limit = PanamaKernel.broadcast(query.limit);
        long line = first;
        int noted = 0;
        for (int slot = from; slot < to; slot += Chunk.BLOCK, line += stride) {
            for (int lane = 0; lane < Chunk.BLOCK; lane += LANES) {
                long address = Memory.inRange(line + lane * 8L);
                LongVector d = PanamaKernel.load(address).lanewise(XOR, q0).lanewise(BIT_COUNT)
                        .add(PanamaKernel.load(address + LINE).lanewise(XOR, q1).lanewise(BIT_COUNT));
                long near = d.compare(LE, limit).toLong();
                if (near != 0) {
                    notes[noted++] = (slot + (long) lane) << Integer.SIZE | near;
                }
            }
        }
        return noted;
    }

    private static int three(int from, int to, long first, long stride, ScanQuery query, long[] notes) {
        LongVector q0 = PanamaKernel.broadcast(query.q0);
        LongVector q1 = PanamaKernel.broadcast(query.q1);
        LongVector q2 = PanamaKernel.broadcast(query.q2);
        LongVector limit = PanamaKernel.broadcast(query.limit);
        long line = first;
        int noted = 0;
        for (int slot = from; slot < to; slot += Chunk.BLOCK, line += stride) {
            for (int lane = 0; lane < Chunk.BLOCK; lane += LANES) {
                long address = Memory.inRange(line + lane * 8L);
                LongVector d = PanamaKernel.load(address).lanewise(XOR, q0).lanewise(BIT_COUNT)
                        .add(PanamaKernel.load(address + LINE).lanewise(XOR, q1).lanewise(BIT_COUNT))
                        .add(PanamaKernel.load(address + 2 * LINE).lanewise(XOR, q2).lanewise(BIT_COUNT));
                long near = d.compare(LE, limit).toLong();
                if (near != 0) {
                    notes[noted++] = (slot + (long) lane) << Integer.SIZE | near;
                }
            }
        }
        return noted;
    }

    private static int four(int from, int to, long first, long stride, ScanQuery query, long[] notes) {
        LongVector q0 = PanamaKernel.broadcast(query.q0);
        LongVector q1 = PanamaKernel.broadcast(query.q1);
        LongVector q2 = PanamaKernel.broadcast(query.q2);
        LongVector q3 = PanamaKernel.broadcast(query.q3);
        LongVector limit = PanamaKernel.broadcast(query.limit);
        long line = first;
        int noted = 0;
        for (int slot = from; slot < to; slot += Chunk.BLOCK, line += stride) {
            for (int lane = 0; lane < Chunk.BLOCK; lane += LANES) {
                long address = Memory.inRange(line + lane * 8L);
                LongVector d = PanamaKernel.load(address).lanewise(XOR, q0).lanewise(BIT_COUNT)
                        .add(PanamaKernel.load(address + LINE).lanewise(XOR, q1).lanewise(BIT_COUNT))
                        .add(PanamaKernel.load(address + 2 * LINE).lanewise(XOR, q2).lanewise(BIT_COUNT))
                        .add(PanamaKernel.load(address + 3 * LINE).lanewise(XOR, q3).lanewise(BIT_COUNT));
                long near = d.compare(LE, limit).toLong();
                if (near != 0) {
                    notes[noted++] = (slot + (long) lane) << Integer.SIZE | near;
                }
            }
        }
        return noted;
    }

    /** Always four words: those beyond the query are word 0 once more, under an empty mask. */
    private static int masked(int from, int to, long first, long stride, ScanQuery query, long[] notes) {
        LongVector q0 = PanamaKernel.broadcast(query.q0);
        LongVector q1 = PanamaKernel.broadcast(query.q1);
        LongVector q2 = PanamaKernel.broadcast(query.q2);
        LongVector q3 = PanamaKernel.broadcast(query.q3);
        LongVector m0 = PanamaKernel.broadcast(CodeWords.mask(query.bits, 0));
        LongVector m1 = PanamaKernel.broadcast(CodeWords.mask(query.bits, 1));
        LongVector m2 = PanamaKernel.broadcast(CodeWords.mask(query.bits, 2));
        LongVector m3 = PanamaKernel.broadcast(CodeWords.mask(query.bits, 3));
        long o1 = query.words > 1 ? 1 * LINE : 0;
        long o2 = query.words > 2 ? 2 * LINE : 0;
        long o3 = query.words > 3 ? 3 * LINE : 0;
        LongVector limit = PanamaKernel.broadcast(query.limit);
        long line = first;
        int noted = 0;
        for (int slot = from; slot < to; slot += Chunk.BLOCK, line += stride) {
            for (int lane = 0; lane < Chunk.BLOCK; lane += LANES) {
                long address = line + lane * 8L;
                LongVector d = PanamaKernel.load(address).lanewise(XOR, q0).and(m0).lanewise(BIT_COUNT)
                        .add(PanamaKernel.load(address + o1).lanewise(XOR, q1).and(m1).lanewise(BIT_COUNT))
                        .add(PanamaKernel.load(address + o2).lanewise(XOR, q2).and(m2).lanewise(BIT_COUNT))
                        .add(PanamaKernel.load(address + o3).lanewise(XOR, q3).and(m3).lanewise(BIT_COUNT));
                long near = d.compare(LE, limit).toLong();
                if (near != 0) {
                    notes[noted++] = (slot + (long) lane) << Integer.SIZE | near;
                }
            }
        }
        return noted;
    }
}
