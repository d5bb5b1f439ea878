package io.semblance.asset.backend.usearch.proposal;

import java.util.SplittableRandom;

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

    private final String index;
    private final GroupKey key;
    private final GraphRules rules;
    private final GroupSource source;
    private final int distance;
    private final SplittableRandom random = new SplittableRandom();
    private @Nullable RecallProbe probe;
    private boolean due = true;
    private long measuredAt;
    private volatile double recall = Double.NaN;
    private volatile double selfRecall = Double.NaN;

    RecallWatch(String index, GroupKey key, GraphRules rules, GroupSource source, int distance) {
        this.index = index;
        this.key = key;
        this.rules = rules;
        this.source = source;
        this.distance = distance;
    }

    /** Last measured; NaN before. */
    double recall() {
        return recall;
    }

    double selfRecall() {
        return selfRecall;
    }

    /** Another graph, or another width: measured as soon as there is time. */
    void restart() {
        close();
        due = true;
    }

    /** Asks for one more code, if it is time to; false if there is nothing to do. */
    boolean step(Graph graph) {
        if (probe == null && !begin(graph)) {
            return false;
        }
        RecallProbe current = probe;
        if (current != null && current.step()) {
            recall = current.recall();
            selfRecall = current.selfRecall();
            measuredAt = System.nanoTime();
            due = false;
            close();
            judge(graph);
        }
        return true;
    }

    private boolean begin(Graph graph) {
        if (!due && System.nanoTime() - measuredAt < rules.probeInterval().toNanos()) {
            return false;
        }
        GroupSource.State state = source.acquire();
        if (state != null && state.blocks().count() > 0) {
            probe = new RecallProbe(graph, state, distance, random);
            return true;
        }
        if (state != null) {
            state.close();
        }
        return false;
    }

    private void judge(Graph graph) {
        if (recall < rules.minRecall() && graph.searchWidth() < GraphRules.MOST_WIDTH) {
            graph.searchWidth(2 * graph.searchWidth());
            due = true;
            LOG.info("The graph {} of index {} found {} of what matches; it searches {} wide from now on", key.name(),
                    index, recall, graph.searchWidth());
        }
    }

    /** Whether it finds too little although it searches as wide as it may. */
    boolean isTooLow(Graph graph) {
        return recall < rules.minRecall() && graph.searchWidth() >= GraphRules.MOST_WIDTH && !due;
    }

    void close() {
        if (probe != null) {
            probe.close();
            probe = null;
        }
    }
}
