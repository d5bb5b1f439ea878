package io.semblance.asset.backend.stored;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.semblance.admission.Saturation;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.BackendReport;
import io.semblance.asset.CommittedState;
import io.semblance.asset.IndexFault;
import io.semblance.asset.IndexRecords;
import io.semblance.asset.Limits;
import io.semblance.asset.evidence.TypeModels;
import io.semblance.problem.Broken;
import io.semblance.problem.Busy;
import io.semblance.problem.ProblemException;
import io.semblance.problem.ProblemType;
import io.semblance.record.DataDirectory;
import io.semblance.record.QuarantineEntry;
import io.semblance.record.ReadTask;
import io.semblance.record.RecordOptions;
import io.semblance.record.RecordStore;
import io.semblance.record.StoreException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The indexes of one data directory, which is locked for as long as this is open. */
public final class StoredIndexes implements AssetIndexes, BackendReport, IndexRecords, Saturation {

    private static final Logger LOG = LoggerFactory.getLogger(StoredIndexes.class);
    /** Memory comes back when indexes are deleted or buffers are collected, which nobody can foretell. */
    private static final int MEMORY_RETRY_SECONDS = 60;

    private final DataDirectory directory;
    private final EngineFactory engines;
    private final Readers readers;
    private final RecordOptions options;
    private final ConcurrentSkipListMap<String, StoredIndex> indexes = new ConcurrentSkipListMap<>();
    private final CommitFeed commits = new CommitFeed();
    private final IndexOpening opening;
    private final NamesInChange changing = new NamesInChange();
    private final Set<String> renaming = ConcurrentHashMap.newKeySet();
    private volatile boolean allClosed;

    /**
     * Checks and locks the directory; nothing is loaded yet.
     *
     * @throws io.semblance.record.DataDirectoryException when the directory must not be used
     */
    public StoredIndexes(Path path, EngineFactory engines, Readers readers) {
        this(path, engines, readers, RecordOptions.defaults());
    }

    StoredIndexes(Path path, EngineFactory engines, Readers readers, RecordOptions options) {
        this.directory = DataDirectory.open(path);
        this.engines = engines;
        this.readers = readers;
        this.options = options;
        this.opening = new IndexOpening(directory, engines, readers, options, commits);
        try {
            directory.claim(engines.scheme());
        } catch (RuntimeException refused) {
            directory.close();
            throw refused;
        }
    }

    @Override
    public ScanFigures scans() {
        return engines.scans();
    }

    @Override
    public boolean refusesSearch() {
        return engines.refusesSearch();
    }

    @Override
    public boolean refusesWrite(String name) {
        StoredIndex index = indexes.get(name);
        return index != null && index.isBusy();
    }

    @Override
    public void onCommit(CommitObserver observer) {
        commits.observe(observer);
    }

    @Override
    public void announceAddress(String address) {
        directory.announceAddress(address);
    }

    @Override
    public void load(LoadProgress progress) {
        opening.all(progress, indexes::put);
    }

    @Override
    public Map<String, String> failedIndexes() {
        Map<String, String> reasons = new TreeMap<>();
        opening.failures().forEach((name, reason) -> reasons.put(name, String.valueOf(reason.getMessage())));
        return reasons;
    }

    @Override
    public Map<String, String> readOnlyIndexes() {
        Map<String, String> reasons = new TreeMap<>();
        indexes.forEach((name, index) -> {
            String failure = index.failure();
            if (failure != null) {
                reasons.put(name, failure);
            }
        });
        return reasons;
    }

    @Override
    public Map<String, RecordFigures> records() {
        Map<String, RecordFigures> figures = new TreeMap<>();
        indexes.forEach((name, index) -> {
            try {
                figures.put(name, index.recordFigures());
            } catch (StoreException | ProblemException deletedMeanwhile) {
                LOG.debug("The index {} has no figures", name, deletedMeanwhile);
            }
        });
        return figures;
    }

    @Override
    public Map<String, List<GraphFigures>> graphs() {
        Map<String, List<GraphFigures>> figures = new TreeMap<>();
        indexes.forEach((name, index) -> {
            List<GraphFigures> ofIndex = index.graphs();
            if (!ofIndex.isEmpty()) {
                figures.put(name, ofIndex);
            }
        });
        return figures;
    }

    @Override
    public Map<String, List<TypeModels>> models() {
        Map<String, List<TypeModels>> models = new TreeMap<>();
        indexes.forEach((name, index) -> models.put(name, index.models()));
        models.values().removeIf(List::isEmpty);
        return models;
    }

    /** Where the files of an index are, or would be. */
    public Path directoryOf(String name) {
        return directory.indexDirectory(name);
    }

    @Override
    public long reserveBytes() {
        return options.reserveBytes();
    }

    @Override
    public List<String> names() {
        return List.copyOf(indexes.keySet());
    }

    @Override
    public @Nullable AssetIndex find(String name) {
        RuntimeException reason = opening.failure(name);
        if (reason != null) {
            throw new Broken(ProblemType.INDEX_FAILED, "Index '" + name + "' cannot be opened: " + reason.getMessage()
                    + ". The others are served; look at the log, then restore or delete it.", reason);
        }
        StoredIndex index = indexes.get(name);
        if (index == null && renaming.contains(name)) {
            throw beingChanged(name);
        }
        if (index == null) {
            requireNotSetAside(name);
        }
        return index;
    }

    /** The place of what was set aside stays empty until somebody decides what comes there. */
    private void requireNotSetAside(String name) {
        QuarantineEntry entry = directory.quarantine().ofIndex(name);
        if (entry != null) {
            throw Quarantined.problem(entry);
        }
    }

    @Override
    public List<SetAside> setAside() {
        return directory.quarantine().entries().stream().map(Quarantined::shown).toList();
    }

    @Override
    public AssetIndex create(String name) {
        if (!indexes.containsKey(name)) {
            requireNotSetAside(name);
        }
        return create(name, path -> RecordStore.create(path, options));
    }

    @Override
    public void adopt(String name, Consumer<Path> fill) {
        create(name, fill);
    }

    private AssetIndex create(String name, Consumer<Path> fill) {
        return changing(List.of(name), () -> {
            if (isThere(name)) {
                throw IndexFault.exists(name);
            }
            if (indexes.size() >= Limits.INDEXES) {
                throw IndexFault.tooMany();
            }
            AssetIndex created = make(name, fill);
            directory.quarantine().replaced(name);
            return created;
        });
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
        if (allClosed && indexes.remove(name, index)) {
            index.close();
        }
        return index;
    }

    /** Whether there is an index of that name, served or not. */
    private boolean isThere(String name) {
        return indexes.containsKey(name) || opening.failure(name) != null;
    }

    @Override
    public boolean delete(String name) {
        return changing(List.of(name), () -> {
            StoredIndex index = indexes.remove(name);
            if (index != null) {
                closeWholly(name, index);
            }
            boolean unreadable = opening.forget(name);
            if (index == null && !unreadable) {
                requireNotSetAside(name);
            }
            return (index != null || unreadable) && deleteOrServeOn(name);
        });
    }

    /** An index that the disk does not let go is served on: under its name there can be no other. */
    private boolean deleteOrServeOn(String name) {
        try {
            return directory.deleteIndex(name);
        } catch (RuntimeException undeleted) {
            if (Files.exists(directory.indexDirectory(name))) {
                opening.orSetAside(name, () -> openAndServe(name));
            }
            throw undeleted;
        }
    }

    /**
     * Reads the record of an index on the calling thread, which may wait for the disk; null if there is no such index.
     * Holding it for long keeps pages from being reused.
     */
    public <R> @Nullable R read(String name, ReadTask<R> task) {
        StoredIndex index = indexes.get(name);
        return index == null ? null : index.read(task);
    }

    @Override
    public String backend() {
        return engines.scheme();
    }

    @Override
    public List<String> unserved() {
        Set<String> names = new TreeSet<>(opening.failures().keySet());
        directory.quarantine().entries().stream()
                .filter(entry -> entry.kind() == QuarantineEntry.Kind.INDEX && entry.replaced() == null)
                .forEach(entry -> names.add(entry.name()));
        return List.copyOf(names);
    }

    @Override
    public boolean copy(String name, Path target) {
        return changing(List.of(name), () -> {
            StoredIndex index = indexes.get(name);
            if (index != null) {
                index.copyTo(target);
            }
            return index != null;
        });
    }

    @Override
    public void follow(CommittedState.@Nullable Follower next) {
        commits.follow(next);
    }

    @Override
    public @Nullable CommittedState state(String name) {
        StoredIndex index = indexes.get(name);
        return index == null ? null : index.state();
    }

    @Override
    public boolean rename(String name, String newName) {
        if (name.equals(newName)) {
            throw IndexFault.exists(newName);
        }
        return changing(List.of(name, newName), () -> renameHeld(name, newName));
    }

    /** An index that cannot be opened may be renamed too: so another one can take its place. */
    private boolean renameHeld(String name, String newName) {
        if (isThere(newName)) {
            throw IndexFault.exists(newName);
        }
        if (!isThere(name)) {
            requireNotSetAside(name);
            return false;
        }
        renaming.add(name);
        try {
            StoredIndex index = indexes.remove(name);
            if (index != null) {
                index.save();
                closeWholly(name, index);
            }
            directory.renameIndex(name, newName);
            LOG.info("Renamed index {} to {}", name, newName);
            return true;
        } finally {
            try {
                openRenamed(name, newName);
            } finally {
                renaming.remove(name);
            }
        }
    }

    /** However long its disk takes: files that are still written get no other name, and are not opened a second time. */
    private void closeWholly(String name, StoredIndex index) {
        index.close();
        while (!index.isClosedWithin(options.patience())) {
            if (Thread.currentThread().isInterrupted()) {
                throw stopping();
            }
            LOG.warn("Index {} is still written or read; its change waits for that", name);
        }
    }

    /** Under the name that it has on disk: a renaming that failed may have happened all the same. */
    private void openRenamed(String name, String newName) {
        opening.forget(name);
        boolean renamed = Files.exists(directory.indexDirectory(newName), LinkOption.NOFOLLOW_LINKS);
        String current = renamed ? newName : name;
        opening.orSetAside(current, () -> openAndServe(current));
        if (renamed && isThere(newName)) {
            // Not before: until then snapshots keep what there is of the one that was set aside.
            directory.quarantine().replaced(newName);
        }
    }

    private static Busy stopping() {
        return new Busy(ProblemType.STOPPING, "The service stops. Ask again later.", 5);
    }

    private static Busy beingChanged(String name) {
        return new Busy(ProblemType.OVERLOADED, "Index '" + name
                + "' is being created, deleted, renamed or copied at this moment. Repeat the request a little later.",
                1);
    }

    /** Creating and deleting wait for the disk, so they have threads for that; two changes of one name exclude each other. */
    private <R> R changing(List<String> names, Supplier<R> change) {
        if (!changing.take(names)) {
            throw changing.hasEnded()
                    ? stopping()
                    : beingChanged(changing.takenOf(names));
        }
        return readers.change(change, () -> changing.give(names));
    }

    @Override
    public void save() {
        for (Map.Entry<String, StoredIndex> index : indexes.entrySet()) {
            if (Thread.currentThread().isInterrupted()) {
                LOG.warn("Graphs of index {} and those after it are not saved; the next start replays or builds them",
                        index.getKey());
                return;
            }
            index.getValue().save();
        }
    }

    /** Waits for what has begun to create, delete, rename or copy an index, as long as a record waits for its writers. */
    @Override
    public synchronized void close() {
        if (changing.hasEnded()) {
            return;
        }
        List<String> unfinished = new ArrayList<>(changing.end(options.patience()));
        allClosed = true;
        for (String name : new ArrayList<>(indexes.keySet())) {
            StoredIndex index = indexes.remove(name);
            if (index != null) {
                index.close();
                if (index.isClosedWithin(Duration.ZERO)) {
                    LOG.info("Closed index {}", name);
                } else {
                    unfinished.add(name);
                }
            }
        }
        readers.close();
        engines.close();
        if (unfinished.isEmpty()) {
            directory.close();
        } else {
            LOG.error(
                    "The disk is still at writing, creating, deleting, renaming or copying {}; the data directory stays "
                            + "locked until the process ends",
                    unfinished);
        }
    }
}
