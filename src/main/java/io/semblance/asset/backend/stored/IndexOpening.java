package io.semblance.asset.backend.stored;

import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;

import io.semblance.asset.AssetIndexes.LoadProgress;
import io.semblance.record.DataDirectory;
import io.semblance.record.QuarantineEntry;
import io.semblance.record.RecordDamagedException;
import io.semblance.record.RecordOptions;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the indexes of a data directory. One that cannot be opened keeps nobody from the others: what is damaged is set aside,
 * and what could not be read stays where it is, is remembered as failed, and is tried again at the next start. Thread-safe.
 */
final class IndexOpening {

    private static final Logger LOG = LoggerFactory.getLogger(IndexOpening.class);

    private final DataDirectory directory;
    private final EngineFactory engines;
    private final Readers readers;
    private final RecordOptions options;
    private final CommitFeed commits;
    private final Map<String, RuntimeException> failed = new ConcurrentHashMap<>();

    IndexOpening(DataDirectory directory, EngineFactory engines, Readers readers, RecordOptions options,
            CommitFeed commits) {
        this.directory = directory;
        this.engines = engines;
        this.readers = readers;
        this.options = options;
        this.commits = commits;
    }

    /** Opens and loads all that can be; {@code served} is given each as soon as it is loaded. */
    void all(LoadProgress progress, BiConsumer<String, StoredIndex> served) {
        Map<String, StoredIndex> opened = new TreeMap<>();
        for (String name : directory.indexes()) {
            directory.quarantine().replaced(name);
            orSetAside(name, () -> opened.put(name, open(name)));
        }
        Map<String, StoredIndex> unloaded = new TreeMap<>(opened);
        try {
            long all = opened.values().stream().mapToLong(StoredIndex::assets).sum();
            progress.loaded(0, all);
            AtomicLong done = new AtomicLong();
            opened.forEach((name, index) -> orSetAside(name, () -> {
                load(name, index, assets -> progress.loaded(done.addAndGet(assets), all));
                served.accept(name, index);
                unloaded.remove(name);
            }));
        } finally {
            // Those that loading did not come to, and those that could not be loaded.
            unloaded.values().forEach(StoredIndex::close);
        }
    }

    /** Opens and loads one. */
    StoredIndex one(String name) {
        StoredIndex index = open(name);
        boolean loaded = false;
        try {
            load(name, index, assets -> {
            });
            loaded = true;
            return index;
        } finally {
            if (!loaded) {
                index.close();
            }
        }
    }

    private StoredIndex open(String name) {
        return StoredIndex.open(name, directory.indexDirectory(name), options,
                engines.create(name, directory.indexDirectory(name), directory.quarantine()), readers,
                commit -> commits.committed(name, commit));
    }

    private static void load(String name, StoredIndex index, LongConsumer loaded) {
        long started = System.nanoTime();
        index.load(loaded);
        LOG.info("Opened index {} in {} ms", name, (System.nanoTime() - started) / 1_000_000);
    }

    /** Has an index opened, or sees to it that what keeps it from that is known. */
    void orSetAside(String name, Runnable opening) {
        try {
            opening.run();
        } catch (CancellationException stopped) {
            // The service stops while it loads; nothing is wrong with the index.
            throw stopped;
        } catch (RecordDamagedException damaged) {
            setAside(name, damaged);
        } catch (RuntimeException unreadable) {
            LOG.error("The index {} cannot be opened and is not served; its files are left as they are", name,
                    unreadable);
            failed.put(name, unreadable);
        }
    }

    /** What is damaged moves out of the way; should even that fail, it stays and is told of as failed. */
    private void setAside(String name, RecordDamagedException damaged) {
        try {
            directory.quarantine().take(QuarantineEntry.Kind.INDEX, name, directory.indexDirectory(name), name,
                    damaged.getMessage() + ".", Quarantined.TO_DO);
        } catch (UncheckedIOException stays) {
            LOG.error("The index {} is damaged and its files cannot be moved", name, damaged);
            damaged.addSuppressed(stays);
            failed.put(name, damaged);
        }
    }

    /** Why an index could not be opened; null if it could, or was set aside. */
    @Nullable
    RuntimeException failure(String name) {
        return failed.get(name);
    }

    /** Those that could not be opened and are where they were. */
    Set<String> failures() {
        return failed.keySet();
    }

    /** Forgets why an index could not be opened, once it is deleted or renamed; false if it could. */
    boolean forget(String name) {
        return failed.remove(name) != null;
    }
}
