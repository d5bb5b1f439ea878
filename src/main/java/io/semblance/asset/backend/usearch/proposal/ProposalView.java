package io.semblance.asset.backend.usearch.proposal;

import java.util.function.Supplier;

import com.carrotsearch.hppc.LongHashSet;

import io.semblance.graph.Neighbours;
import io.semblance.kernel.BlocksView;

/**
 * What a search sees of a group that has a graph: the graph, and the blocks of what was committed since, to be scanned
 * beside it. Closed by the view of the index that holds it.
 */
public final class ProposalView implements AutoCloseable {

    /** Instead of a number of codes: not all that is near enough can be told by the graph. */
    public static final int GAVE_UP = -1;

    /** Links of a code in the layer where all are: more equal ones than that are linked to each other alone. */
    private static final int MOST_EQUAL = 32;

    private final SharedGraph graph;
    private final BlocksView fresh;
    private final Supplier<Recall> recall;

    /** Takes over a hold on the graph, and the blocks. */
    ProposalView(SharedGraph graph, BlocksView fresh, Supplier<Recall> recall) {
        this.graph = graph;
        this.fresh = fresh;
        this.recall = recall;
    }

    /** What is not in the graph yet; may hold a newer code of what is. */
    public BlocksView fresh() {
        return fresh;
    }

    /** What was measured last. */
    public Recall recall() {
        return recall.get();
    }

    /**
     * Adds ids that have, or lately had, a code within the distance. The graph is asked for more for as long as all that it
     * gives is so near. It gives up, and a scan has to tell, once that is more than makes sense, or the graph reaches no
     * more, or what it gave is full of equal codes, which link to each other alone, so that it finds but a part of them.
     *
     * @param wanted how many assets the answer may name
     * @return codes that the graph gave, or {@link #GAVE_UP}
     */
    public int propose(long[] words, int distance, int wanted, LongHashSet ids) {
        int most = Math.max(4 * GraphRules.WIDTH, 2 * wanted);
        for (int count = GraphRules.WIDTH;; count = Math.min(most, 4 * count)) {
            Neighbours near = graph.graph().search(words, count);
            int within = within(near, distance);
            if (within < 0) {
                return GAVE_UP;
            }
            if (within < near.size() || near.size() == graph.graph().size()) {
                for (int i = 0; i < within; i++) {
                    ids.add(near.keys()[i]);
                }
                return near.size();
            }
            if (near.size() < count || count == most) {
                return GAVE_UP;
            }
        }
    }

    /** How many are within the distance; negative if so many are equally far that they may be equal to each other. */
    private static int within(Neighbours near, int distance) {
        float[] distances = near.distances();
        int within = 0;
        for (int run = 0; within < distances.length && distances[within] <= distance; within++) {
            run = within > 0 && distances[within] == distances[within - 1] ? run + 1 : 1;
            if (run > MOST_EQUAL) {
                return -1;
            }
        }
        return within;
    }

    @Override
    public void close() {
        fresh.close();
        graph.release();
    }
}
