package io.semblance.asset.backend.usearch.proposal;

import java.util.Arrays;
import java.util.SplittableRandom;

import io.semblance.graph.Graph;
import io.semblance.graph.Neighbours;
import io.semblance.kernel.BlocksView;
import io.semblance.kernel.Hits;
import io.semblance.kernel.Kernels;
import io.semblance.kernel.ScanQuery;

/**
 * Measures a graph against the scan: stored codes, drawn by chance, are asked of both. <i>Recall</i> is the share of the
 * nearest ten that the graph gives too, of those near enough to match (what is farther no answer would name); equal
 * distances count as equal. <i>Self-recall</i> is the share of codes that find themselves.
 */
final class RecallProbe {

    static final int SAMPLES = 64;
    private static final int NEAREST = 10;

    private final Graph graph;
    private final GroupSource.State state;
    private final int distance;
    private final SplittableRandom random;
    private int samples;
    private long wanted;
    private long given;
    private int selves;

    /**
     * Takes over the state.
     *
     * @param distance largest distance of a match
     */
    RecallProbe(Graph graph, GroupSource.State state, int distance, SplittableRandom random) {
        this.graph = graph;
        this.state = state;
        this.distance = distance;
        this.random = random;
    }

    /** Asks for one code; true when there were enough. */
    boolean step() {
        BlocksView blocks = state.blocks();
        int slot = random.nextInt(blocks.count());
        long[] code = blocks.code(slot);
        Neighbours near = graph.search(code, Math.max(GraphRules.WIDTH, NEAREST));
        int[] exact = nearest(blocks, code);
        for (int i = 0; i < exact.length; i++) {
            given += i < near.size() && near.distances()[i] <= exact[exact.length - 1] ? 1 : 0;
        }
        wanted += exact.length;
        selves += findsItself(near, blocks.id(slot)) ? 1 : 0;
        return ++samples == SAMPLES;
    }

    /** Of more equal codes than were asked for any may be given. */
    private static boolean findsItself(Neighbours near, long id) {
        for (int i = 0; i < near.size() && near.distances()[i] == 0; i++) {
            if (near.keys()[i] == id) {
                return true;
            }
        }
        return near.size() > 0 && near.distances()[near.size() - 1] == 0;
    }

    /** Distances of the nearest matching codes, ascending. */
    private int[] nearest(BlocksView blocks, long[] code) {
        Hits hits = new Hits();
        Kernels.active().scan(blocks, 0, blocks.chunks(),
                new ScanQuery(blocks.bits(), code, blocks.bits(), distance, hits));
        int[] distances = new int[hits.size()];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = hits.distance(i);
        }
        Arrays.sort(distances);
        return Arrays.copyOf(distances, Math.min(NEAREST, distances.length));
    }

    /** Each code is near itself, so there is something wanted. */
    double recall() {
        return (double) given / wanted;
    }

    double selfRecall() {
        return (double) selves / samples;
    }

    void close() {
        state.close();
    }
}
