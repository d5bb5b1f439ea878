package io.semblance.asset.backend.stored;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.semblance.asset.AssetIndex;
import io.semblance.asset.IndexFault;
import io.semblance.asset.Limits;
import io.semblance.problem.Busy;
import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;
import io.semblance.record.DataDirectory;
import io.semblance.record.QuarantineEntry;
import io.semblance.record.RecordOptions;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates, deletes, renames and copies the indexes of a data directory. Each change is whole on disk or did not happen, and
 * what is served follows it: two changes of one name exclude each other, those of different names do not. A change that has
 * begun is brought to its end though nobody waits for it any more; one that has not is withdrawn then. Thread-safe.
 */
final class IndexChanges {

    private static final Logger LOG = LoggerFactory.getLogger(IndexChanges.class);
    /** Memory comes back when indexes are deleted or buffers are collected, which nobody can foretell. */
    private static final int MEMORY_RETRY_SECONDS = 60;

    private final DataDirectory directory;
    private final ConcurrentMap<String, StoredIndex> indexes;
    private final IndexOpening opening;
    private final Readers readers;
    private final RecordOptions options;
    private final NamesInChange changing = new NamesInChange();
    private final Set<String> renaming = ConcurrentHashMap.newKeySet();
    private final IndexPlaces places;
    private volatile boolean ended;

    /** @param indexes those that are served, by name */
    IndexChanges(DataDirectory directory, ConcurrentMap<String, StoredIndex> indexes, IndexOpening opening,
            Readers readers, RecordOptions options) {
        this.directory = directory;
        this.indexes = indexes;
        this.opening = opening;
        this.readers = readers;
        this.options = options;
        this.places = new IndexPlaces(indexes.keySet(), opening.failures().keySet(), Limits.INDEXES);
    }

    /** The place of what was set aside stays empty until somebody decides what comes there. */
    void requireNotSetAside(String name) {
        QuarantineEntry entry = directory.quarantine().ofIndex(name);
        if (entry != null) {
            throw Quarantined.problem(entry);
        }
    }

    /** An index that is being renamed has neither name for a moment. */
    void requireNotBeingRenamed(String name) {
        if (renaming.contains(name)) {
            throw beingChanged(name);
        }
    }

    /**
     * Makes an index that is whole before anybody sees it.
     *
     * @param fill puts its record into an empty directory
     */
    AssetIndex create(String name, Consumer<Path> fill) {
        return changing(List.of(name), () -> {
            requireFree(name);
            AssetIndex created = makeUnlessTooMany(name, fill);
            directory.quarantine().replaced(name);
            return created;
        });
    }

    private AssetIndex makeUnlessTooMany(String name, Consumer<Path> fill) {
        places.take(name);
        try {
            return make(name, fill);
        } finally {
            places.release(name);
        }
    }

    /** Memory beside the heap is refused by an error that leaves the process as it was; a full heap ends it. */
    private AssetIndex make(String name, Consumer<Path> fill) {
        try {
            directory.createIndex(name, fill);
            return openOrRemove(name);
        } catch (OutOfMemoryError refused) {
            LOG.error("The index {} cannot be created for want of memory", name, refused);
            throw new Busy(ProblemType.OVERLOADED,
                    "There is not enough memory beside the heap for another index. Delete one, or give the process more"
                            + " memory (-XX:MaxDirectMemorySize, or a smaller heap).",
                    MEMORY_RETRY_SECONDS);
        }
    }

    private AssetIndex openOrRemove(String name) {
        try {
            return openAndServe(name);
        } catch (RuntimeException | Error unopened) {
            directory.deleteIndex(name);
            throw unopened;
        }
    }

    /** One that comes too late for whoever closes them all is closed here. */
    private StoredIndex openAndServe(String name) {
        StoredIndex index = opening.one(name);
        indexes.put(name, index);
        if (ended && indexes.remove(name, index)) {
            index.close();
        }
        return index;
    }

    /** What came into the data directory while it was served is nobody's to replace, and is not known yet. */
    private void requireFree(String name) {
        if (isThere(name)) {
            throw IndexFault.exists(name);
        }
        if (isOnDisk(name)) {
            throw new CallerFault(ProblemType.INDEX_EXISTS, "Something of the name '" + name
                    + "' lies in the data directory that is not served. It came there while the service ran, or could not"
                    + " be removed: a restart serves it. Choose another name.");
        }
    }

    private boolean isOnDisk(String name) {
        return Files.exists(directory.indexDirectory(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether there is an index of that name, served or not. */
    private boolean isThere(String name) {
        return indexes.containsKey(name) || opening.failure(name) != null;
    }

    /** False if there is no such index. */
    boolean delete(String name) {
        return changing(List.of(name), () -> {
            if (!isThere(name)) {
                requireNotSetAside(name);
                return false;
            }
            places.keep(name);
            try {
                StoredIndex index = indexes.remove(name);
                if (index != null) {
                    closeWholly(index);
                }
                opening.forget(name);
                return deleteOrServeOn(name);
            } finally {
                places.release(name);
            }
        });
    }

    /** An index that the disk does not let go is served on: under its name there can be no other. */
    private boolean deleteOrServeOn(String name) {
        try {
            return directory.deleteIndex(name);
        } catch (RuntimeException undeleted) {
            if (isOnDisk(name)) {
                opening.orSetAside(name, () -> openAndServe(name));
            }
            throw undeleted;
        }
    }

    /** Copies the record of an index while nothing else is done to it; false if there is no such index. */
    boolean copy(String name, Path target) {
        return changingWholly(List.of(name), () -> {
            StoredIndex index = indexes.get(name);
            if (index != null) {
                index.copyTo(target);
            }
            return index != null;
        });
    }

    /** False if there is no such index. */
    boolean rename(String name, String newName) {
        if (name.equals(newName)) {
            throw IndexFault.exists(newName);
        }
        return changingWholly(List.of(name, newName), () -> renameHeld(name, newName));
    }

    /** An index that cannot be opened may be renamed too: so another one can take its place. */
    private boolean renameHeld(String name, String newName) {
        requireFree(newName);
        if (!isThere(name)) {
            requireNotSetAside(name);
            return false;
        }
        renaming.add(name);
        places.keep(name);
        try {
            StoredIndex index = indexes.remove(name);
            if (index != null) {
                index.tellOnceClosed(() -> beingChanged(name));
                index.save();
                closeWholly(index);
            }
            directory.renameIndex(name, newName);
            LOG.info("Renamed index {} to {}", name, newName);
            return true;
        } finally {
            try {
                openRenamed(name, newName);
            } finally {
                renaming.remove(name);
                places.release(name);
            }
        }
    }

    /** However long its disk takes: files that are still written get no other name, and are not opened a second time. */
    private static void closeWholly(StoredIndex index) {
        index.close();
        while (!index.isClosed()) {
            if (Thread.currentThread().isInterrupted()) {
                throw stopping();
            }
            index.close();
        }
    }

    /** Under the name that it has on disk: a renaming that failed may have happened all the same. */
    private void openRenamed(String name, String newName) {
        opening.forget(name);
        boolean renamed = !isOnDisk(name);
        String current = renamed ? newName : name;
        places.rename(name, current);
        try {
            opening.orSetAside(current, () -> openAndServe(current));
        } finally {
            places.release(current);
        }
        if (renamed && isThere(newName)) {
            // Not before: until then snapshots keep what there is of the one that was set aside.
            directory.quarantine().replaced(newName);
        }
    }

    static Busy stopping() {
        return new Busy(ProblemType.STOPPING, "The service stops. Ask again later.", 5);
    }

    private static Busy beingChanged(String name) {
        return new Busy(ProblemType.OVERLOADED, "Index '" + name
                + "' is being created, deleted, renamed or copied at this moment. Repeat the request a little later.",
                1);
    }

    /** Creating and deleting wait for the disk, so they have threads for that; two changes of one name exclude each other. */
    private <R> R changing(List<String> names, Supplier<R> change) {
        take(names);
        return readers.change(change, () -> changing.give(names));
    }

    /** The same for renaming and copying, which whoever makes snapshots must know the end of. */
    private <R> R changingWholly(List<String> names, Supplier<R> change) {
        take(names);
        return readers.wholeChange(change, () -> changing.give(names));
    }

    private void take(List<String> names) {
        if (!changing.take(names)) {
            throw changing.hasEnded()
                    ? stopping()
                    : beingChanged(changing.takenOf(names));
        }
    }

    boolean haveEnded() {
        return changing.hasEnded();
    }

    /**
     * Lets none begin any more, and waits for those that have, as long as a record waits for its writers.
     *
     * @return the names of those that are not done by then
     */
    List<String> end() {
        List<String> unfinished = changing.end(options.patience());
        ended = true;
        return unfinished;
    }
}
