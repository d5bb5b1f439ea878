package io.semblance.bench.kernel;

import io.semblance.kernel.BlocksView;
import io.semblance.kernel.CodeBlocks;
import io.semblance.kernel.Hits;
import io.semblance.kernel.ScanKernel;
import io.semblance.kernel.ScanQuery;

/** A kernel of the product, over its own storage. */
final class OurKernel implements Contender {

    private static final int CHUNK = 1024;

    private final ScanKernel kernel;
    private final BlocksView view;
    private final long[][] queries;
    private final ScanQuery[] running;

    OurKernel(ScanKernel kernel, TestSet set) {
        this.kernel = kernel;
        CodeBlocks blocks = new CodeBlocks(256, false);
        long[] codes = set.codes;
        for (int i = 0; i < codes.length; i += TestSet.WORDS) {
            blocks.append(i, 0, codes[i], codes[i + 1], codes[i + 2], codes[i + 3]);
        }
        view = blocks.publish();
        blocks.close();
        queries = set.queries;
        running = new ScanQuery[queries.length];
        reset();
    }

    @Override
    public void scan(int from, int to, int[] limits) {
        for (int i = 0; i < running.length; i++) {
            if (running[i].limit() != limits[i]) {
                running[i].limit(limits[i]);
            }
        }
        kernel.scan(view, from / CHUNK, (to + CHUNK - 1) / CHUNK, running);
    }

    @Override
    public int found(int query) {
        return running[query].hits().size();
    }

    @Override
    public int distance(int query, int i) {
        return running[query].hits().distance(i);
    }

    @Override
    public void reset() {
        for (int i = 0; i < running.length; i++) {
            running[i] = new ScanQuery(256, queries[i], 256, 256, new Hits());
        }
    }
}
