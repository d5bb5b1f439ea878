package io.semblance.asset.backend.usearch.proposal;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

import io.semblance.graph.Graph;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures a graph again and again and draws the consequences: it searches wider when it finds too little, and where that
 * is not enough says that it should be built anew. A fresh graph that still finds too little is left as it is: building it
 * once more would change nothing, and the answers carry what was measured.
 */
final class RecallWatch {

    private static final Logger LOG = LoggerFactory.getLogger(RecallWatch.class);
    /** A measurement that told nothing, because most of the codes wait to be added, is made again after this. */
    private static final long PAUSE_NANOS = 1_000_000_000;

    private final String index;
    private final GroupKey key;
    private final GraphRules rules;
    private final GroupSource source;
    private final GroupState state;
    private final int distance;
    private final SplittableRandom random = new SplittableRandom();
    private @Nullable RecallProbe probe;
    private boolean due = true;
    private long measuredAt;
    /** Ids that have changed in the graph since it was measured. */
    private long changed;
    private final AtomicLong measurements = new AtomicLong();
    /** Until then nothing is measured. */
    private long paused = System.nanoTime();
    private volatile Recall recall = Recall.UNKNOWN;

    RecallWatch(String index, GroupKey key, GraphRules rules, GroupSource source, GroupState state, int distance) {
        this.index = index;
        this.key = key;
        this.rules = rules;
        this.source = source;
        this.state = state;
        this.distance = distance;
    }

    /** Last measured of the graph that there is. */
    Recall recall() {
        return recall;
    }

    /** How often a graph of the group was measured. */
    long measurements() {
        return measurements.get();
    }

    /** So many ids have changed in the graph: what was measured may not hold for what it is now. */
    void changed(int ids, Graph graph) {
        changed += ids;
        due |= changed > GraphRules.LITTLE_CHANGED * graph.size();
    }

    /** Another graph takes the place: nothing is known of it, and it is measured as soon as there is time. */
    void restart() {
        close();
        recall = Recall.UNKNOWN;
        due = true;
        changed = 0;
    }

    /** Asks for one more code, if it is time to; false if there is nothing to do. */
    boolean step(Graph graph) {
        if (probe == null && !begin(graph)) {
            return false;
        }
        RecallProbe current = probe;
        if (current != null && current.step()) {
            close();
            if (current.tells()) {
                recall = current.recall();
                measuredAt = System.nanoTime();
                due = changed > GraphRules.LITTLE_CHANGED * graph.size();
                judge(graph);
                measurements.incrementAndGet();
            } else {
                paused = System.nanoTime() + PAUSE_NANOS;
            }
        }
        return true;
    }

    private boolean begin(Graph graph) {
        long now = System.nanoTime();
        if (now - paused < 0 || (!due && now - measuredAt < rules.probeInterval().toNanos())) {
            return false;
        }
        probe = new RecallProbe(graph, source, state, distance, random);
        changed = 0;
        return true;
    }

    private void judge(Graph graph) {
        if (isLow() && graph.searchWidth() < GraphRules.MOST_WIDTH) {
            graph.searchWidth(2 * graph.searchWidth());
            due = true;
            LOG.info(
                    "The graph {} of index {} found {} of what matches and {} of codes themselves; it searches {} wide "
                            + "from now on",
                    key.name(), index, recall.nearest(), recall.self(), graph.searchWidth());
        }
    }

    private boolean isLow() {
        return recall.nearest() < rules.minRecall() || recall.self() < rules.minSelfRecall();
    }

    /** Whether it finds too little although it searches as wide as it may. */
    boolean isTooLow(Graph graph) {
        return isLow() && graph.searchWidth() >= GraphRules.MOST_WIDTH && !due;
    }

    void close() {
        probe = null;
    }
}
