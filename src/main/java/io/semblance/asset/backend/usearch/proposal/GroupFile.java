package io.semblance.asset.backend.usearch.proposal;

import java.io.UncheckedIOException;
import java.nio.file.Path;

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
 * What a group has on disk: read, checked and caught up with at the start, written again when enough has changed. A file
 * that cannot be used costs a build, one that cannot be written a longer start; neither keeps a graph from being searched.
 */
final class GroupFile {

    private static final Logger LOG = LoggerFactory.getLogger(GroupFile.class);
    /** A file that could not be saved is tried again after this, or sooner where it is saved more often. */
    private static final long SAVE_AGAIN_NANOS = 30_000_000_000L;

    private final String index;
    private final GroupKey key;
    private final GraphRules rules;
    private final GroupSource source;
    private final GroupState state;
    private final Path directory;
    private final Quarantine quarantine;
    private final GraphFile file;

    private long unsaved;
    private long savedAt = System.nanoTime();
    private boolean saveFailed;
    private volatile String notice = "";

    /**
     * The file, which need not be there.
     *
     * @param state where a graph that was read is put
     */
    GroupFile(String index, GroupKey key, GraphRules rules, GroupSource source, GroupState state, Path directory,
            Quarantine quarantine) {
        this.index = index;
        this.key = key;
        this.rules = rules;
        this.source = source;
        this.state = state;
        this.directory = directory;
        this.quarantine = quarantine;
        this.file = new GraphFile(directory, key);
    }

    /** What is wrong with it, or was; empty if nothing. */
    String notice() {
        return notice;
    }

    /**
     * Reads the file, where there is one, finds out what was committed since, and has searches use the graph.
     *
     * @return codes that were replaced or removed in the graph since it was built; 0 also if there is no graph
     */
    long open(GraphLibrary library) {
        if (!file.exists()) {
            return 0;
        }
        long began = System.nanoTime();
        try {
            GraphFile.Opened read = file.open(library);
            int behind = -1;
            try {
                behind = catchUp(read);
            } finally {
                if (behind < 0) {
                    read.graph().close();
                }
            }
            if (behind >= 0) {
                LOG.info("Loaded the graph {} of index {}: {} codes, {} ids to catch up, in {} ms", key.name(), index,
                        read.state().codes(), behind, millisSince(began));
                return read.state().changed();
            }
            LOG.info("The graph {} of index {} is too old to catch up; it is built anew", key.name(), index);
        } catch (GraphFile.UnsoundFileException unsound) {
            setAside(unsound);
        }
        return 0;
    }

    /** What could not be read may be sound: it stays, and the next save replaces it. */
    private void setAside(GraphFile.UnsoundFileException unsound) {
        LOG.warn("The graph {} of index {} cannot be used ({}); it is built anew, searches scan until then", key.name(),
                index, unsound.reason(), unsound);
        if (unsound.isDamage()) {
            notice = "the saved file was not sound and is kept as " + keptAs(unsound)
                    + "; the graph was built anew from the record";
        }
    }

    /** The next save replaces what cannot be set aside, as on a full disk. */
    private String keptAs(GraphFile.UnsoundFileException unsound) {
        try {
            return file.setAside(index, unsound.reason(), quarantine).toString();
        } catch (UncheckedIOException stays) {
            LOG.warn("The saved graph {} of index {} cannot be set aside", key.name(), index, stays);
            return "it is until the next save";
        }
    }

    /** The number of ids that are behind, or -1 if there is no catching up. */
    private int catchUp(GraphFile.Opened read) throws GraphFile.UnsoundFileException {
        try (GroupSource.State latest = source.acquire()) {
            long origin = origin();
            if (origin != 0 && read.state().origin() != 0 && read.state().origin() != origin) {
                throw new GraphFile.UnsoundFileException("of-another-record", null);
            }
            PendingChanges older = latest == null ? null : since(read.state(), latest);
            if (older == null) {
                return -1;
            }
            int behind = older.size();
            read.graph().searchWidth(GraphRules.WIDTH);
            state.loaded(read.graph(), older);
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
        long most = (long) (GraphRules.MOST_CHANGED * saved.codes()) + GraphRules.FEW;
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

    /** So many ids have changed in the graph. */
    void changed(int ids) {
        unsaved += ids;
    }

    /** Another graph took the place: it is saved as soon as may be. */
    void replaced() {
        unsaved = rules.saveChanges();
    }

    /** Saves if it is time to; false if it is not. */
    boolean saveIfDue(Graph graph, long changed) {
        long age = System.nanoTime() - savedAt;
        boolean due = saveFailed
                ? age > Math.min(SAVE_AGAIN_NANOS, rules.saveInterval().toNanos())
                : unsaved >= rules.saveChanges() || age > rules.saveInterval().toNanos();
        if (unsaved > 0 && due) {
            save(graph, changed);
            return true;
        }
        return false;
    }

    /** Saves what changed, if anything did, and says in any case what the next start will have to do. */
    void saveNow(@Nullable Graph graph, long changed) {
        if (graph == null) {
            LOG.info("Nothing to save of the graph {} of index {}: the next start builds it", key.name(), index);
        } else if (unsaved > 0) {
            save(graph, changed);
        } else {
            LOG.info("The graph {} of index {} is saved: {} ids are left for replay", key.name(), index,
                    state.sizes().waiting());
        }
    }

    /** A graph that cannot be saved is as good as before; the next start has more to catch up. */
    private void save(Graph graph, long changed) {
        GroupState.Sizes sizes = state.sizes();
        if (sizes.sequence() <= 0) {
            // The engine has ended meanwhile: nobody knows any more which commit the graph is of.
            return;
        }
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

    /** Removes the file of a group that is no more. */
    void delete() {
        file.delete();
    }

    private static long millisSince(long began) {
        return (System.nanoTime() - began) / 1_000_000;
    }
}
