package io.semblance.asset.backend.stored;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

import io.semblance.admission.Saturation;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.BackendReport;
import io.semblance.asset.CommittedState;
import io.semblance.asset.IndexRecords;
import io.semblance.asset.evidence.TypeModels;
import io.semblance.problem.Broken;
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

    private final DataDirectory directory;
    private final EngineFactory engines;
    private final Readers readers;
    private final RecordOptions options;
    private final ConcurrentSkipListMap<String, StoredIndex> indexes = new ConcurrentSkipListMap<>();
    private final CommitFeed commits = new CommitFeed();
    private final IndexOpening opening;
    private final IndexChanges changes;

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
        this.changes = new IndexChanges(directory, indexes, opening, readers, options);
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
        if (index == null) {
            changes.requireNotBeingRenamed(name);
            changes.requireNotSetAside(name);
        }
        return index;
    }

    @Override
    public List<SetAside> setAside() {
        return directory.quarantine().entries().stream().map(Quarantined::shown).toList();
    }

    @Override
    public AssetIndex create(String name) {
        if (!indexes.containsKey(name)) {
            changes.requireNotSetAside(name);
        }
        return changes.create(name, path -> RecordStore.create(path, options));
    }

    @Override
    public void adopt(String name, Consumer<Path> fill) {
        changes.create(name, fill);
    }

    @Override
    public boolean delete(String name) {
        return changes.delete(name);
    }

    @Override
    public boolean rename(String name, String newName) {
        return changes.rename(name, newName);
    }

    @Override
    public boolean copy(String name, Path target) {
        return changes.copy(name, target);
    }

    /**
     * Reads the record of an index on the calling thread, which may wait for the disk; null if there is no such index.
     * Holding it for long keeps pages from being reused.
     */
    public <R> @Nullable R read(String name, ReadTask<R> task) {
        StoredIndex index = indexes.get(name);
        return index == null ? null : index.read(task);
    }

    /**
     * What searches see of an index at this moment, for whoever reads it on the calling thread and closes it soon, as with
     * {@link #read}; null if there is no such index.
     */
    public @Nullable DerivedState derived(String name) {
        StoredIndex index = indexes.get(name);
        return index == null ? null : index.derived();
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
    public void follow(CommittedState.@Nullable Follower next) {
        commits.follow(next);
    }

    @Override
    public @Nullable CommittedState state(String name) {
        StoredIndex index = indexes.get(name);
        return index == null ? null : index.state();
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

    /** The lock of the directory is given up only if no record in it is written, read or changed any more. */
    @Override
    public synchronized void close() {
        if (changes.haveEnded()) {
            return;
        }
        List<String> unfinished = new ArrayList<>(changes.end());
        for (String name : new ArrayList<>(indexes.keySet())) {
            StoredIndex index = indexes.remove(name);
            if (index != null) {
                index.tellOnceClosed(IndexChanges::stopping);
                index.close();
                if (index.isClosed()) {
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
            LOG.info("Closed the indexes; the data directory is free");
        } else {
            LOG.error(
                    "The disk is still at writing, creating, deleting, renaming or copying {}; the data directory stays "
                            + "locked until the process ends",
                    unfinished);
        }
    }
}
