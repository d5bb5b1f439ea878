package io.semblance.asset.backend.usearch.proposal;

import java.util.concurrent.atomic.AtomicInteger;

import io.semblance.graph.Graph;

/** A graph that several views use; closed by the last one, long after another graph may have taken its place. */
final class SharedGraph {

    private final Graph graph;
    private final AtomicInteger holders = new AtomicInteger(1);

    /** With one holder: the group. */
    SharedGraph(Graph graph) {
        this.graph = graph;
    }

    Graph graph() {
        return graph;
    }

    /** Called by one who knows that there is a holder. */
    SharedGraph retain() {
        holders.incrementAndGet();
        return this;
    }

    void release() {
        if (holders.decrementAndGet() == 0) {
            graph.close();
        }
    }
}
