package io.semblance.asset.backend.usearch.proposal;

import io.semblance.graph.Graph;
import io.semblance.graph.GraphLibrary;
import io.semblance.kernel.BlocksView;

/** A graph in the making, from codes as they stood at one commit; step by step, so that others get their turn. */
final class GraphBuild implements AutoCloseable {

    /** The one id that no graph takes; an asset of that id is found by exact searches only. */
    static final long NO_KEY = -1;

    private final GroupSource.State state;
    private final Graph graph;
    private final long began = System.nanoTime();
    private int next;

    /** Takes over the state. */
    GraphBuild(GraphLibrary library, GroupKey key, GroupSource.State state) {
        this.state = state;
        this.graph = Graph.create(library, key.options());
    }

    /** Adds some codes; true when all are in. */
    boolean step(int codes) {
        BlocksView blocks = state.blocks();
        for (int end = Math.min(blocks.count(), next + codes); next < end; next++) {
            if (blocks.id(next) != NO_KEY) {
                graph.add(blocks.id(next), blocks.code(next));
            }
        }
        return next == blocks.count();
    }

    long seconds() {
        return (System.nanoTime() - began) / 1_000_000_000;
    }

    /** The commit that it is built from. */
    long sequence() {
        return state.sequence();
    }

    /** The graph, once it is whole; this then only gives the codes back. */
    Graph finished() {
        state.close();
        return graph;
    }

    /** Gives up. */
    @Override
    public void close() {
        state.close();
        graph.close();
    }
}
