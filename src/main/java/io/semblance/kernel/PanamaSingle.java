package io.semblance.kernel;

import static jdk.incubator.vector.VectorOperators.BIT_COUNT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.LongVector;

/** One query that streams through memory: a loop for each number of words, and one for queries that end within a word. */
final class PanamaSingle {

    private static final int LANES = PanamaKernel.LANES;
    private static final int LINE = Chunk.LINE;
    /** Blocks that a loop notes as near before it returns: a call in the loop would cost it its registers. */
    private static final int NOTES = 256;

    private PanamaSingle() {
    }

    /** Scans the slots {@code from..to-1}, which lie in memory as one; returns the number of words compared. */
    static int scan(BlocksView view, int from, int to, ScanQuery query) {
        long[] notes = query.notes(NOTES);
        int words = query.lead <= query.whole ? query.lead : 0;
        for (int slot = from; slot < to;) {
            int noted = scan(words, slot, to, view.line(slot), view.stride(), query, notes);
            for (int i = 0; i < noted; i++) {
                query.complete(view, to, PanamaKernel.slot(notes[i]), (int) notes[i]);
            }
            slot = noted == NOTES ? PanamaKernel.slot(notes[NOTES - 1]) + Chunk.BLOCK : to;
        }
        return words == 0 ? query.words : words;
    }

    private static int scan(int words, int from, int to, long first, long stride, ScanQuery query, long[] notes) {
        return switch (words) {
            case 0 -> masked(from, to, first, stride, query, notes);
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
            long near = 0;
            for (int lane = 0; lane < Chunk.BLOCK; lane += LANES) {
                long address = Memory.inRange(line + lane * 8L);
                LongVector d = PanamaKernel.load(address).lanewise(XOR, q0).lanewise(BIT_COUNT);
                near |= d.compare(LE, limit).toLong() << lane;
            }
            if (near != 0) {
                notes[noted++] = (long) slot << Integer.SIZE | near;
                if (noted == NOTES) {
                    break;
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
            long near = 0;
            for (int lane = 0; lane < Chunk.BLOCK; lane += LANES) {
                long address = Memory.inRange(line + lane * 8L);
                LongVector d = PanamaKernel.load(address).lanewise(XOR, q0).lanewise(BIT_COUNT)
                        .add(PanamaKernel.load(address + LINE).lanewise(XOR, q1).lanewise(BIT_COUNT));
                near |= d.compare(LE, limit).toLong() << lane;
            }
            if (near != 0) {
                notes[noted++] = (long) slot << Integer.SIZE | near;
                if (noted == NOTES) {
                    break;
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
            long near = 0;
            for (int lane = 0; lane < Chunk.BLOCK; lane += LANES) {
                long address = Memory.inRange(line + lane * 8L);
                LongVector d = PanamaKernel.load(address).lanewise(XOR, q0).lanewise(BIT_COUNT)
                        .add(PanamaKernel.load(address + LINE).lanewise(XOR, q1).lanewise(BIT_COUNT))
                        .add(PanamaKernel.load(address + 2 * LINE).lanewise(XOR, q2).lanewise(BIT_COUNT));
                near |= d.compare(LE, limit).toLong() << lane;
            }
            if (near != 0) {
                notes[noted++] = (long) slot << Integer.SIZE | near;
                if (noted == NOTES) {
                    break;
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
            long near = 0;
            for (int lane = 0; lane < Chunk.BLOCK; lane += LANES) {
                long address = Memory.inRange(line + lane * 8L);
                LongVector d = PanamaKernel.load(address).lanewise(XOR, q0).lanewise(BIT_COUNT)
                        .add(PanamaKernel.load(address + LINE).lanewise(XOR, q1).lanewise(BIT_COUNT))
                        .add(PanamaKernel.load(address + 2 * LINE).lanewise(XOR, q2).lanewise(BIT_COUNT))
                        .add(PanamaKernel.load(address + 3 * LINE).lanewise(XOR, q3).lanewise(BIT_COUNT));
                near |= d.compare(LE, limit).toLong() << lane;
            }
            if (near != 0) {
                notes[noted++] = (long) slot << Integer.SIZE | near;
                if (noted == NOTES) {
                    break;
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
            long near = 0;
            for (int lane = 0; lane < Chunk.BLOCK; lane += LANES) {
                long address = line + lane * 8L;
                LongVector d = PanamaKernel.load(address).lanewise(XOR, q0).and(m0).lanewise(BIT_COUNT)
                        .add(PanamaKernel.load(address + o1).lanewise(XOR, q1).and(m1).lanewise(BIT_COUNT))
                        .add(PanamaKernel.load(address + o2).lanewise(XOR, q2).and(m2).lanewise(BIT_COUNT))
                        .add(PanamaKernel.load(address + o3).lanewise(XOR, q3).and(m3).lanewise(BIT_COUNT));
                near |= d.compare(LE, limit).toLong() << lane;
            }
            if (near != 0) {
                notes[noted++] = (long) slot << Integer.SIZE | near;
                if (noted == NOTES) {
                    break;
                }
            }
        }
        return noted;
    }
}
