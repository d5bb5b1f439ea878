package io.semblance.asset.backend.usearch.proposal;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.semblance.asset.BackendReport.GraphFigures;
import io.semblance.graph.Graph;
import io.semblance.graph.GraphException;
import io.semblance.graph.GraphLibrary;
import io.semblance.kernel.CodeWords;
import io.semblance.record.ChangeLogGapException;
import io.semblance.record.Quarantine;
import io.semblance.record.RecordStore;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One group of codes that is large enough for a graph, and the life of that graph. All work on it is done by one thread
 * ({@link GraphWork}) in small steps: read and check the file, or build from the blocks; add what was committed since;
 * measure; build anew when too much has changed or too little is found; save. Until there is a graph, and whenever
 * something is wrong with it, there is no view of the group, and the engine scans.
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
    /** A file that could not be saved is tried again after this. */
    private static final long SAVE_AGAIN_NANOS = 30_000_000_000L;

    private final String index;
    private final GroupKey key;
    private final GraphRules rules;
    private final GraphLibrary library;
    private final GroupSource source;
    private final GraphFile file;
    private final Quarantine quarantine;
    private final Path directory;
    private final GroupState state;
    private final RecallWatch watch;

    private boolean opened;
    private volatile @Nullable GraphBuild build;
    /** Codes replaced or removed in the graph since it was built. */
    private long changed;
    private long unsaved;
    private long savedAt = System.nanoTime();
    private boolean saveFailed;
    private long failedAt;
    private int turn;

    private volatile boolean failed;
    private volatile String notice = "";
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
        this.file = new GraphFile(directory, key);
        this.quarantine = quarantine;
        this.directory = directory;
        this.state = new GroupState(source, key.bits());
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
                recall.nearest(), recall.self(), notice);
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
            openFile();
            return true;
        }
        Graph graph = state.graph();
        if (graph == null || isWorn(graph)) {
            return startBuild();
        }
        // Saving comes first and measuring has its turn, however much there is to add.
        return saveIfDue(graph)
                || (++turn % 4 == 0 ? watch.step(graph) || absorb(graph) : absorb(graph) || watch.step(graph));
    }

    /**
     * Removed and replaced codes stand in the way of its paths. A graph that finds too little may find more anew, unless it is
     * all but new itself.
     */
    private boolean isWorn(Graph graph) {
        return changed > Math.max(STEP, GraphRules.MOST_CHANGED * graph.size())
                || (changed > GraphRules.LITTLE_CHANGED * graph.size() && watch.isTooLow(graph));
    }

    /** Reads the file, where there is one, and finds out what was committed since. */
    private void openFile() {
        if (!file.exists()) {
            return;
        }
        long began = System.nanoTime();
        try {
            GraphFile.Opened read = file.open(library);
            int behind = -1;
            try {
                behind = catchUp(read);
            } catch (RuntimeException | Error thrown) {
                read.graph().close();
                throw thrown;
            }
            if (behind >= 0) {
                LOG.info("Loaded the graph {} of index {}: {} codes, {} ids to catch up, in {} ms", key.name(), index,
                        read.state().codes(), behind, millisSince(began));
            } else {
                read.graph().close();
                LOG.info("The graph {} of index {} is too old to catch up; it is built anew", key.name(), index);
            }
        } catch (GraphFile.UnsoundFileException unsound) {
            setAside(unsound);
        }
    }

    /** What could not be read may be sound: it stays, and the next save replaces it. */
    private void setAside(GraphFile.UnsoundFileException unsound) {
        LOG.warn("The graph {} of index {} cannot be used ({}); it is built anew, searches scan until then", key.name(),
                index, unsound.reason(), unsound);
        if (unsound.wasRead()) {
            notice = "the saved file was not sound and is kept as " + file.setAside(index, unsound.reason(), quarantine)
                    + "; the graph was built anew from the record";
        }
    }

    /** The number of ids that are behind, or -1 if there is no catching up. */
    private int catchUp(GraphFile.Opened read) throws GraphFile.UnsoundFileException {
        try (GroupSource.State latest = source.acquire()) {
            long origin = origin();
            if (origin != 0 && read.state().origin() != 0 && read.state().origin() != origin) {
                read.graph().close();
                throw new GraphFile.UnsoundFileException("of-another-record", null);
            }
            PendingChanges older = latest == null ? null : since(read.state(), latest);
            if (older == null) {
                return -1;
            }
            int behind = older.size();
            changed = read.state().changed();
            state.loaded(searchable(read.graph()), older);
            return behind;
        }
    }

    /** Tells this group of this record from all others; 0 if that is not known. */
    private long origin() {
        return RecordStore.identity(directory, key.name());
    }

    /** What was committed since a graph was saved; null if the log does not say, or if it is too much to be worth it. */
    private @Nullable PendingChanges since(GraphFile.State saved, GroupSource.State latest) {
        PendingChanges older = new PendingChanges(key.bits());
        long most = (long) (GraphRules.MOST_CHANGED * saved.codes()) + STEP;
        boolean whole = false;
        try {
            whole = latest.read(tx -> {
                long[] codes = {0};
                tx.changesSince(saved.sequence(), change -> {
                    long[] now = latest.codes(tx, change.id());
                    older.put(change.id(), now, change.sequence());
                    codes[0] += Math.max(1, now.length / CodeWords.count(key.bits()));
                    return codes[0] <= most;
                });
                return codes[0] <= most;
            });
        } catch (ChangeLogGapException gap) {
            LOG.debug("The change log of index {} does not reach back", index, gap);
        } finally {
            if (!whole) {
                older.close();
            }
        }
        return whole ? older : null;
    }

    private static Graph searchable(Graph graph) {
        graph.searchWidth(GraphRules.WIDTH);
        return graph;
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
        Graph graph = searchable(building.finished());
        Graph before = state.graph();
        if (before != null) {
            graph.searchWidth(before.searchWidth());
        }
        changed = 0;
        unsaved = rules.saveChanges();
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
        unsaved += batch.size();
        state.absorbed(batch);
        return true;
    }

    private boolean saveIfDue(Graph graph) {
        long age = System.nanoTime() - savedAt;
        boolean due = saveFailed
                ? age > SAVE_AGAIN_NANOS
                : unsaved >= rules.saveChanges() || age > rules.saveInterval().toNanos();
        if (unsaved > 0 && due) {
            save(graph);
            return true;
        }
        return false;
    }

    /** Saves what changed, if anything did, and says in any case what the next start will have to do. */
    public synchronized void saveNow() {
        Graph graph = failed || closed ? null : state.graph();
        if (graph == null) {
            LOG.info("Nothing to save of the graph {} of index {}: the next start builds it", key.name(), index);
        } else if (unsaved > 0) {
            save(graph);
        } else {
            LOG.info("The graph {} of index {} is saved: {} ids are left for replay", key.name(), index,
                    state.sizes().waiting());
        }
    }

    /** A graph that cannot be saved is as good as before; the next start has more to catch up. */
    private void save(Graph graph) {
        GroupState.Sizes sizes = state.sizes();
        long began = System.nanoTime();
        savedAt = began;
        try {
            file.save(graph, new GraphFile.State(sizes.sequence(), sizes.codes(), changed, origin()));
        } catch (UncheckedIOException | GraphException cannot) {
            saveFailed = true;
            notice = "it cannot be saved, which is tried again: " + cannot.getMessage();
            LOG.warn("The graph {} of index {} cannot be saved; it is searched all the same", key.name(), index,
                    cannot);
            return;
        }
        unsaved = 0;
        if (saveFailed) {
            saveFailed = false;
            notice = "";
        }
        LOG.info("Saved {} {} of index {} in {} ms: {} codes up to commit {}, {} ids are left for replay",
                key.several() ? "simprint index" : "NphdIndex for unit_type", key.name(), index, millisSince(began),
                sizes.codes(), sizes.sequence(), sizes.waiting());
    }

    private static long millisSince(long began) {
        return (System.nanoTime() - began) / 1_000_000;
    }

    private void giveUp(Throwable thrown) {
        failed = true;
        failedAt = System.nanoTime();
        notice = "given up for " + rules.probeInterval().toMinutes() + " minutes, searches scan: " + thrown;
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
