package io.semblance.kernel;

import java.util.SplittableRandom;

/**
 * Runs the loops of a kernel until the compiler has made machine code of them. Before that a vector is an object on the
 * heap, and a scan of a million codes takes half a second instead of a millisecond.
 */
final class WarmUp {

    /** Calls of a loop: more than the 600 after which HotSpot compiles a method with a hot loop for good. */
    private static final int CALLS = 800;

    private final ScanKernel kernel;
    private final SplittableRandom random = new SplittableRandom(1);

    WarmUp(ScanKernel kernel) {
        this.kernel = kernel;
    }

    void run() {
        for (int words = 1; words <= CodeWords.MAX_WORDS; words++) {
            int bits = words * Long.SIZE;
            try (CodeBlocks blocks = blocks(bits); BlocksView view = blocks.publish()) {
                for (int call = 0; call < CALLS; call++) {
                    kernel.scan(view, 0, 1, query(view, bits));
                    kernel.scan(view, 0, 1, query(view, bits - Byte.SIZE));
                    kernel.scan(view, 0, 1, query(view, bits), query(view, bits));
                }
            }
        }
    }

    private CodeBlocks blocks(int bits) {
        CodeBlocks blocks = new CodeBlocks(bits, false);
        while (blocks.count() < Chunk.SLOTS) {
            long[] code = code(bits);
            blocks.append(blocks.count(), 0, code[0], code[1], code[2], code[3]);
        }
        return blocks;
    }

    /** A query with few hits, so that the way of a hit is compiled as a rare one. */
    private ScanQuery query(BlocksView view, int bits) {
        return new ScanQuery(view.bits(), code(bits), bits, bits / 3, new Hits());
    }

    private long[] code(int bits) {
        long[] code = new long[CodeWords.MAX_WORDS];
        for (int word = 0; word < code.length; word++) {
            code[word] = random.nextLong() & CodeWords.mask(bits, word);
        }
        return code;
    }
}
