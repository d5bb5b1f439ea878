package io.semblance.asset.backend.stored;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;

import io.semblance.asset.AssetIndexes.LoadProgress;
import io.semblance.record.DataDirectory;
import io.semblance.record.QuarantineEntry;
import io.semblance.record.RecordDamagedException;
import io.semblance.record.RecordOptions;
import io.semblance.record.RecordStore;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the indexes of a data directory. One that cannot be opened keeps nobody from the others: what is damaged is set aside,
 * and what could not be read stays where it is, is remembered as failed, and is tried again at the next start. Thread-safe.
 */
final class IndexOpening {

    private static final Logger LOG = LoggerFactory.getLogger(IndexOpening.class);

    private static final Duration LIST_AGAIN = Duration.ofSeconds(1);

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
        Map<String, Long> stated = new TreeMap<>();
        names(progress).forEach(name -> stated.put(name, RecordStore.statedAssets(directory.indexDirectory(name))));
        AtomicLong all = new AtomicLong(stated.values().stream().mapToLong(Long::longValue).sum());
        AtomicLong done = new AtomicLong();
        progress.loaded(0, all.get());
        stated.forEach((name, assets) -> {
            directory.quarantine().replaced(name);
            // What is not served does not count, whatever it stated.
            all.addAndGet(-assets);
            orSetAside(name, () -> {
                StoredIndex index = open(name,
                        loaded -> progress.loaded(done.get() + loaded, all.get() + assets));
                served.accept(name, index);
                all.addAndGet(index.assets());
                done.addAndGet(index.assets());
            });
            progress.loaded(done.get(), all.get());
        });
    }

    /** The one thing without which nothing can be served; what keeps it from being read may pass, as a lack of open files. */
    private List<String> names(LoadProgress progress) {
        while (true) {
            try {
                return directory.indexes();
            } catch (UncheckedIOException unlisted) {
                LOG.error("Nothing is served yet, and it is tried again: {}, {}", unlisted.getMessage(),
                        String.valueOf(unlisted.getCause()));
                progress.loaded(0, 0);
                LockSupport.parkNanos(LIST_AGAIN.toNanos());
            }
        }
    }

    /** Opens and loads one. */
    StoredIndex one(String name) {
        return open(name, assets -> {
        });
    }

    private StoredIndex open(String name, LongConsumer loaded) {
        long started = System.nanoTime();
        Path path = directory.indexDirectory(name);
        StoredIndex index = StoredIndex.open(name, path, options, engines.create(name, path, directory.quarantine()),
                readers, commit -> commits.committed(name, commit), loaded);
        LOG.info("Opened index {} in {} ms", name, (System.nanoTime() - started) / 1_000_000);
        return index;
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
        } catch (OutOfMemoryError refused) {
            // Of memory beside the heap, which leaves the process and the other indexes as they were; a full heap ends it.
            LOG.error("The index {} cannot be opened for want of memory and is not served", name, refused);
            failed.put(name, new IllegalStateException("there is not enough memory beside the heap for it", refused));
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

    /** Those that could not be opened and are where they were, and why. */
    Map<String, RuntimeException> failures() {
        return Collections.unmodifiableMap(failed);
    }

    /** Forgets why an index could not be opened, once it is deleted or renamed; false if it could. */
    boolean forget(String name) {
        return failed.remove(name) != null;
    }
}
