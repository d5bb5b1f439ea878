package io.semblance.asset.backend.usearch.proposal;

import io.semblance.graph.Graph;
import io.semblance.graph.GraphLibrary;
import io.semblance.kernel.BlocksView;

/** A graph in the making, from codes as they stood at one commit; step by step, so that others get their turn. */
final class GraphBuild implements AutoCloseable {

    /** The one id that no graph takes; an asset of that id is found by exact searches only. */
    static final long NO_KEY = -1;

    private final GroupSource.Codes codes;
    private final Graph graph;
    private final long began = System.nanoTime();
    private volatile int next;
    private volatile long bytes;

    /** Takes over the codes. */
    GraphBuild(GraphLibrary library, GroupKey key, GroupSource.Codes codes) {
        this.codes = codes;
        try {
            this.graph = Graph.create(library, key.options());
        } catch (RuntimeException | Error noMemory) {
            codes.close();
            throw noMemory;
        }
    }

    /** Adds some codes; true when all are in. */
    boolean step(int most) {
        BlocksView blocks = codes.blocks();
        int end = Math.min(blocks.count(), next + most);
        for (int slot = next; slot < end; slot++) {
            if (blocks.id(slot) != NO_KEY) {
                graph.add(blocks.id(slot), blocks.code(slot));
            }
        }
        next = end;
        bytes = graph.memoryBytes();
        return end == blocks.count();
    }

    /** Codes that are in; for those who look on. */
    long done() {
        return next;
    }

    /** Memory of the graph so far; for those who look on. */
    long bytes() {
        return bytes;
    }

    long seconds() {
        return (System.nanoTime() - began) / 1_000_000_000;
    }

    /** The commit that it is built from. */
    long sequence() {
        return codes.sequence();
    }

    /** The graph, once it is whole; this then only gives the codes back. */
    Graph finished() {
        codes.close();
        return graph;
    }

    /** Gives up. */
    @Override
    public void close() {
        codes.close();
        graph.close();
    }
}
