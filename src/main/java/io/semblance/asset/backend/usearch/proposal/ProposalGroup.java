package io.semblance.asset.backend.usearch.proposal;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.semblance.asset.BackendReport.GraphFigures;
import io.semblance.graph.Graph;
import io.semblance.graph.GraphLibrary;
import io.semblance.kernel.CodeWords;
import io.semblance.record.Quarantine;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One group of codes that is large enough for a graph, and the life of that graph. All work on it is done by one thread
 * ({@link GraphWork}) in small steps: read and check the file ({@link GroupFile}), or build from the blocks; add what was
 * committed since; measure; build anew when too much has changed or too little is found; save. Until there is a graph, and
 * whenever something is wrong with it, there is no view of the group, and the engine scans.
 *
 * <p>
 * <b>What makes it safe to be late.</b> From its beginning the group keeps every change in {@link PendingChanges} until the
 * graph has it, and searches scan those. A graph may still hold codes that were replaced or removed; it gives ids only, and
 * whoever searches judges them by the codes in the record of the state that it looks at.
 */
public final class ProposalGroup {

    private static final Logger LOG = LoggerFactory.getLogger(ProposalGroup.class);
    /** Codes added in one step: some tenths of a second. */
    private static final int STEP = 1_000;
    private static final int BATCH = 200;

    private final String index;
    private final GroupKey key;
    private final GraphRules rules;
    private final GraphLibrary library;
    private final GroupSource source;
    private final GroupState state;
    private final GroupFile file;
    private final RecallWatch watch;

    private boolean opened;
    private volatile @Nullable GraphBuild build;
    /** Codes replaced or removed in the graph since it was built. */
    private long changed;
    private long failedAt;
    private int turn;

    private volatile boolean failed;
    /** Why it failed. */
    private volatile String fault = "";
    private final AtomicLong builds = new AtomicLong();
    private volatile boolean closed;

    /**
     * A group without a graph yet.
     *
     * @param directory where its file lies
     * @param quarantine takes a file that must not be used
     * @param distance largest distance of a match among codes of this length
     */
    public ProposalGroup(String index, GroupKey key, GraphRules rules, GraphLibrary library, GroupSource source,
            Path directory, Quarantine quarantine, int distance) {
        this.index = index;
        this.key = key;
        this.rules = rules;
        this.library = library;
        this.source = source;
        this.state = new GroupState(source, key.bits());
        this.file = new GroupFile(index, key, rules, source, state, directory, quarantine);
        this.watch = new RecallWatch(index, key, rules, source, state, distance);
    }

    /** Which codes it is about. */
    public GroupKey key() {
        return key;
    }

    /** Takes a change of an id that has, or may have had, codes here; with the engine's lock. */
    public void changed(long id, long[] codes, long sequence) {
        state.changed(id, codes, sequence);
    }

    /** What searches of the next view use, null for a scan; with the engine's lock. */
    public @Nullable ProposalView view() {
        return state.view(watch::recall);
    }

    /** What meters and health show. */
    public GraphFigures figures() {
        GroupState.Sizes sizes = state.sizes();
        GraphBuild building = build;
        String word = failed ? "failed" : sizes.width() == 0 ? "building" : "ready";
        long codes = building != null && sizes.width() == 0 ? building.done() : sizes.codes();
        long bytes = sizes.bytes() + (building == null ? 0 : building.bytes());
        Recall recall = watch.recall();
        return new GraphFigures(key.name(), word, codes, bytes, sizes.waiting(), sizes.width(), builds.get(),
                watch.measurements(), recall.nearest(), recall.self(), failed ? fault : file.notice());
    }

    /** Does a little of what there is to do; false if there is nothing. */
    synchronized boolean step() {
        if (closed || (failed && System.nanoTime() - failedAt < rules.probeInterval().toNanos())) {
            return false;
        }
        try {
            return failed ? startAgain() : work();
        } catch (RuntimeException | Error thrown) {
            if (!closed) {
                giveUp(thrown);
            }
            return false;
        }
    }

    private boolean work() {
        GraphBuild building = build;
        if (building != null) {
            continueBuild(building);
            return true;
        }
        if (!opened) {
            opened = true;
            changed = file.open(library);
            return true;
        }
        Graph graph = state.graph();
        if (graph == null || isWorn(graph)) {
            return startBuild();
        }
        // Saving comes first and measuring has its turn, however much there is to add.
        return file.saveIfDue(graph, changed)
                || (++turn % 4 == 0 ? watch.step(graph) || absorb(graph) : absorb(graph) || watch.step(graph));
    }

    /**
     * Removed and replaced codes stand in the way of its paths. A graph that finds too little may find more anew, unless it is
     * all but new itself.
     */
    private boolean isWorn(Graph graph) {
        return changed > Math.max(GraphRules.FEW, GraphRules.MOST_CHANGED * graph.size())
                || (changed > GraphRules.LITTLE_CHANGED * graph.size() && watch.isTooLow(graph));
    }

    /** After a fault that may have passed. */
    private boolean startAgain() {
        state.collect();
        failed = false;
        return startBuild();
    }

    private boolean startBuild() {
        GroupSource.Codes latest = source.codes();
        if (latest == null) {
            return false;
        }
        LOG.info("Building the graph {} of index {} from {} codes", key.name(), index, latest.blocks().count());
        build = new GraphBuild(library, key, latest);
        return true;
    }

    private void continueBuild(GraphBuild building) {
        if (!building.step(STEP)) {
            return;
        }
        build = null;
        Graph graph = building.finished();
        Graph before = state.graph();
        graph.searchWidth(before == null ? GraphRules.WIDTH : before.searchWidth());
        changed = 0;
        file.replaced();
        builds.incrementAndGet();
        watch.restart();
        state.built(graph, building.sequence());
        LOG.info("Built the graph {} of index {}: {} codes in {} s", key.name(), index, graph.size(),
                building.seconds());
    }

    /** Brings some of what waits into the graph; false if nothing waits. */
    private boolean absorb(Graph graph) {
        List<PendingChanges.Change> batch = state.next(BATCH);
        if (batch.isEmpty()) {
            return false;
        }
        int words = CodeWords.count(key.bits());
        for (PendingChanges.Change change : batch) {
            if (change.id() == GraphBuild.NO_KEY) {
                continue;
            }
            changed += graph.remove(change.id());
            for (int at = 0; at < change.codes().length; at += words) {
                graph.add(change.id(), Arrays.copyOfRange(change.codes(), at, at + words));
            }
        }
        file.changed(batch.size());
        watch.changed(batch.size(), graph);
        state.absorbed(batch);
        return true;
    }

    /** Saves what changed, if anything did, and says in any case what the next start will have to do. */
    public synchronized void saveNow() {
        file.saveNow(failed || closed ? null : state.graph(), changed);
    }

    private void giveUp(Throwable thrown) {
        failed = true;
        failedAt = System.nanoTime();
        fault = "given up for " + rules.probeInterval().toMinutes() + " minutes, searches scan: " + thrown;
        LOG.error("The graph {} of index {} is given up for {}, searches scan until it is built anew", key.name(),
                index, rules.probeInterval(), thrown);
        stopWork();
        state.withdraw();
    }

    /**
     * Ends the work on it and frees it; views that are open keep what they need. Without the engine's lock, which a step may
     * wait for.
     *
     * @param forgetting whether the file goes too
     */
    public void close(boolean forgetting) {
        closed = true;
        synchronized (this) {
            stopWork();
            state.end();
            if (forgetting) {
                file.delete();
            }
        }
    }

    private void stopWork() {
        watch.close();
        GraphBuild building = build;
        if (building != null) {
            build = null;
            building.close();
        }
    }
}
