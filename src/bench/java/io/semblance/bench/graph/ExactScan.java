package io.semblance.bench.graph;

import io.semblance.kernel.BlocksView;
import io.semblance.kernel.CodeBlocks;
import io.semblance.kernel.Hits;
import io.semblance.kernel.Kernels;
import io.semblance.kernel.ScanKernel;
import io.semblance.kernel.ScanQuery;

/** The ten nearest by the scan of the product: the limit of a query narrows to its tenth distance after each piece. */
final class ExactScan {

    private static final int BITS = 256;
    private static final int CHUNK = 1024;
    private static final int PIECE = 64;

    private final ScanKernel kernel = Kernels.active();
    private final BlocksView view;
    private final int wanted;

    ExactScan(long[][] codes, int wanted) {
        this.wanted = wanted;
        CodeBlocks blocks = new CodeBlocks(BITS, false);
        for (int i = 0; i < codes.length; i++) {
            blocks.append(i, 0, codes[i][0], codes[i][1], codes[i][2], codes[i][3]);
        }
        view = blocks.publish();
        blocks.close();
    }

    /** The tenth distance of each query; several queries share one pass over memory. */
    int[] farthest(long[][] queries) {
        ScanQuery[] running = new ScanQuery[queries.length];
        Hits[] hits = new Hits[queries.length];
        int[][] counts = new int[queries.length][BITS + 1];
        int[] seen = new int[queries.length];
        int[] limits = new int[queries.length];
        for (int i = 0; i < queries.length; i++) {
            hits[i] = new Hits();
            running[i] = new ScanQuery(BITS, queries[i], BITS, BITS, hits[i]);
        }
        int chunks = (view.count() + CHUNK - 1) / CHUNK;
        for (int from = 0, to = 1; from < chunks; from = to, to += PIECE) {
            kernel.scan(view, from, Math.min(chunks, to), running);
            for (int i = 0; i < queries.length; i++) {
                for (; seen[i] < hits[i].size(); seen[i]++) {
                    counts[i][hits[i].distance(seen[i])]++;
                }
                limits[i] = tenth(counts[i]);
                running[i].limit(limits[i]);
            }
        }
        return limits;
    }

    private int tenth(int[] counts) {
        int near = 0;
        for (int distance = 0; distance < BITS; distance++) {
            near += counts[distance];
            if (near >= wanted) {
                return distance;
            }
        }
        return BITS;
    }
}
