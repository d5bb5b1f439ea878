package io.semblance.kernel;

/** The plain loop: the reference for the others, and what runs where there is no Vector API. */
public final class ScalarKernel implements ScanKernel {

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public void scan(BlocksView view, int fromChunk, int toChunk, ScanQuery... queries) {
        view.requireReadable(fromChunk, toChunk, queries);
        for (int at = fromChunk; at < toChunk; at++) {
            for (ScanQuery query : queries) {
                scan(view.chunk(at), view.countOf(at), query);
            }
        }
    }

    private static void scan(Chunk chunk, int count, ScanQuery query) {
        for (int slot = 0; slot < count; slot++) {
            query.check(chunk, slot);
        }
        query.worked(count, query.words);
    }
}
