package io.semblance.asset.backend.usearch.proposal;

import com.carrotsearch.hppc.LongHashSet;

import io.semblance.graph.Neighbours;
import io.semblance.kernel.BlocksView;

/**
 * What a search sees of a group that has a graph: the graph, and the blocks of what was committed since, to be scanned
 * beside it. Closed by the view of the index that holds it.
 */
public final class ProposalView implements AutoCloseable {

    private final SharedGraph graph;
    private final BlocksView fresh;
    private final double recall;

    /** Takes over a hold on the graph, and the blocks. */
    ProposalView(SharedGraph graph, BlocksView fresh, double recall) {
        this.graph = graph;
        this.fresh = fresh;
        this.recall = recall;
    }

    /** What is not in the graph yet; may hold a newer code of what is. */
    public BlocksView fresh() {
        return fresh;
    }

    /** Last measured share of the nearest ten matching codes that the graph finds; NaN before the first measurement. */
    public double recall() {
        return recall;
    }

    /**
     * Adds ids that have, or lately had, a code within the distance. The graph is asked for more for as long as all that it
     * gives is so near.
     *
     * @param wanted how many assets the answer may name
     * @return codes that the graph gave
     */
    public int propose(long[] words, int distance, int wanted, LongHashSet ids) {
        int most = Math.max(4 * GraphRules.WIDTH, 2 * wanted);
        for (int count = GraphRules.WIDTH;; count = Math.min(most, 4 * count)) {
            Neighbours near = graph.graph().search(words, count);
            int within = 0;
            while (within < near.size() && near.distances()[within] <= distance) {
                within++;
            }
            if (within < count || count == most) {
                for (int i = 0; i < within; i++) {
                    ids.add(near.keys()[i]);
                }
                return near.size();
            }
        }
    }

    @Override
    public void close() {
        fresh.close();
        graph.release();
    }
}
