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
 * distances count as equal. <i>Self-recall</i> is the share of codes that find themselves. What waits to be brought into the
 * graph is scanned by every search, so it is left out here: being late is no fault of the graph's paths.
 */
final class RecallProbe {

    static final int SAMPLES = 64;
    private static final int NEAREST = 10;
    /** Codes that are sought in the graph alone, for each that is compared with a scan: they cost a hundredth. */
    private static final int SELVES = 32;

    private final Graph graph;
    private final GroupSource source;
    private final GroupState state;
    private final int distance;
    private final SplittableRandom random;
    private int drawn;
    private int samples;
    private long wanted;
    private long given;
    private int sought;
    private int selves;

    /** @param distance largest distance of a match */
    RecallProbe(Graph graph, GroupSource source, GroupState state, int distance, SplittableRandom random) {
        this.graph = graph;
        this.source = source;
        this.state = state;
        this.distance = distance;
        this.random = random;
    }

    /** Draws one code; true when enough were drawn. The thread that changes the graph calls this, so it stands still. */
    boolean step() {
        try (GroupSource.Codes codes = source.codes()) {
            if (codes != null && codes.blocks().count() > 0) {
                BlocksView blocks = codes.blocks();
                int slot = random.nextInt(blocks.count());
                if (isIn(blocks.id(slot))) {
                    ask(blocks, slot);
                }
                for (int i = 0; i < SELVES; i++) {
                    seek(blocks, random.nextInt(blocks.count()));
                }
            }
        }
        return ++drawn == SAMPLES;
    }

    private boolean isIn(long id) {
        return id != GraphBuild.NO_KEY && !state.waits(id);
    }

    private void seek(BlocksView blocks, int slot) {
        if (isIn(blocks.id(slot))) {
            sought++;
            selves += findsItself(graph.search(blocks.code(slot), GraphRules.WIDTH), blocks.id(slot)) ? 1 : 0;
        }
    }

    private void ask(BlocksView blocks, int slot) {
        long[] code = blocks.code(slot);
        int[] exact = nearest(blocks, code);
        Neighbours near = graph.search(code, GraphRules.WIDTH);
        int compared = 0;
        for (int i = 0; i < near.size() && compared < exact.length; i++) {
            if (!state.waits(near.keys()[i])) {
                given += near.distances()[i] <= exact[exact.length - 1] ? 1 : 0;
                compared++;
            }
        }
        wanted += exact.length;
        samples++;
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
        int kept = 0;
        for (int i = 0; i < distances.length; i++) {
            if (isIn(hits.id(i))) {
                distances[kept++] = hits.distance(i);
            }
        }
        Arrays.sort(distances, 0, kept);
        return Arrays.copyOf(distances, Math.min(NEAREST, kept));
    }

    /** Whether enough of what was drawn is in the graph to say anything. */
    boolean tells() {
        return samples >= SAMPLES / 2 && wanted > 0 && sought > 0;
    }

    Recall recall() {
        return new Recall((double) given / wanted, (double) selves / sought);
    }
}
