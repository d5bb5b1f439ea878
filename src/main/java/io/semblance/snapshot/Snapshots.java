package io.semblance.snapshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.semblance.asset.AssetIndexes;
import io.semblance.asset.IndexFault;
import io.semblance.asset.IndexName;
import io.semblance.asset.IndexRecords;
import io.semblance.problem.Broken;
import io.semblance.problem.Busy;
import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemException;
import io.semblance.problem.ProblemType;

import org.jspecify.annotations.Nullable;

/**
 * What a running service does with snapshots. One is made, read back, restored or deleted at a time, on a thread of its
 * own: it waits for the disk, and callers may be virtual threads. Thread-safe.
 */
public final class Snapshots implements AutoCloseable {

    private final AssetIndexes indexes;
    private final @Nullable IndexRecords records;
    private final SnapshotPlan plan;
    private final @Nullable SnapshotShelf shelf;
    private final InstantSource clock;
    private final ReentrantLock working = new ReentrantLock();
    private final ExecutorService threads = Executors.newFixedThreadPool(2,
            Thread.ofPlatform().daemon().name("snapshot-", 0).factory());
    private final AtomicLong failures = new AtomicLong();
    private volatile @Nullable Instant newestSound;
    private volatile boolean looked;

    /**
     * @param indexes what is served
     * @param records their records; null where the backend keeps none
     */
    public Snapshots(AssetIndexes indexes, @Nullable IndexRecords records, SnapshotPlan plan, InstantSource clock) {
        this.indexes = indexes;
        this.records = records;
        this.plan = plan;
        this.clock = clock;
        this.shelf = plan.directory() == null ? null : new SnapshotShelf(plan.directory(), plan);
    }

    /** Whether snapshots can be made at all. */
    public boolean isPossible() {
        return records != null && shelf != null;
    }

    /** All snapshots, oldest first. */
    public List<SnapshotView> list() {
        SnapshotShelf there = shelf();
        return onThread(there::list);
    }

    /** One snapshot. */
    public SnapshotView get(String id) {
        SnapshotShelf there = shelf();
        return onThread(() -> there.view(known(there, id)));
    }

    /**
     * Makes a snapshot, reads it back, and deletes those that nothing keeps any longer.
     *
     * @param names which indexes; null for all
     */
    public SnapshotView create(@Nullable List<String> names) {
        SnapshotShelf there = shelf();
        IndexRecords files = records();
        if (names != null) {
            names.forEach(this::requireIndex);
        }
        List<String> copied = names == null ? indexes.names() : names.stream().distinct().sorted().toList();
        return alone(() -> {
            boolean sound = false;
            try {
                SnapshotView made = there.create(files, copied, names == null, clock.instant());
                sound = made.isSound();
                return made;
            } finally {
                if (!sound) {
                    failures.incrementAndGet();
                }
                look(there);
            }
        });
    }

    /** Reads a snapshot back from where it lies, and keeps the verdict. */
    public SnapshotView verify(String id) {
        SnapshotShelf there = shelf();
        return alone(() -> {
            SnapshotView view = there.verify(known(there, id), clock.instant());
            if (!view.isSound()) {
                failures.incrementAndGet();
            }
            look(there);
            return view;
        });
    }

    /** Deletes a snapshot. */
    public void delete(String id) {
        SnapshotShelf there = shelf();
        alone(() -> {
            boolean deleted = there.delete(known(there, id));
            look(there);
            return deleted;
        });
    }

    /**
     * Brings an index of a snapshot back as a new index.
     *
     * @param as its name here; null for the one it had
     * @return its name here
     */
    public String restore(String id, String index, @Nullable String as) {
        SnapshotShelf there = shelf();
        IndexRecords files = records();
        String name = as == null ? index : as;
        if (!IndexName.isPossible(name)) {
            throw new CallerFault(ProblemType.INVALID_REQUEST,
                    "No index can have the name that was asked for. Choose a "
                            + "lower-case letter followed by up to 31 lower-case letters and digits.");
        }
        if (indexes.names().contains(name)) {
            throw IndexFault.exists(name);
        }
        return alone(() -> {
            Restoration restoration = Restoration.of(there.path(known(there, id)));
            if (!restoration.manifest().backend().equals(files.backend())) {
                throw SnapshotException.refused("The snapshot is of the backend " + restoration.manifest().backend()
                        + ":// and this service runs " + files.backend()
                        + "://, which lays out its records differently."
                        + " Restore it into a directory of its own, or import an export.");
            }
            files.adopt(name, restoration.of(index));
            return name;
        });
    }

    /** Gives an index another name. */
    public void rename(String index, String newName) {
        IndexRecords files = records();
        if (!IndexName.isPossible(newName)) {
            throw new CallerFault(ProblemType.INVALID_REQUEST,
                    "No index can have the new name. Choose a lower-case letter "
                            + "followed by up to 31 lower-case letters and digits.");
        }
        if (!IndexName.isPossible(index) || !files.rename(index, newName)) {
            throw notThere(index);
        }
    }

    /** When the making of the newest sound snapshot began; null if there is none. */
    public @Nullable Instant newestSound() {
        SnapshotShelf there = shelf;
        if (!looked && there != null) {
            try {
                onThread(() -> {
                    look(there);
                    return true;
                });
            } catch (ProblemException unreadable) {
                return null;
            }
        }
        return newestSound;
    }

    /** Snapshots that could not be made, or turned out damaged, since the start. */
    public long failures() {
        return failures.get();
    }

    /** Ends; what is being made is left unfinished and never counts. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void look(SnapshotShelf there) throws IOException {
        newestSound = there.newestSound();
        looked = true;
    }

    private void requireIndex(String name) {
        if (!indexes.names().contains(name)) {
            throw notThere(name);
        }
    }

    private static CallerFault notThere(String name) {
        return new CallerFault(ProblemType.INDEX_NOT_FOUND,
                "Index '" + (name.length() > 100 ? name.substring(0, 100) + "..." : name)
                        + "' not found. List those there are with GET /indexes.");
    }

    private static SnapshotId known(SnapshotShelf there, String id) {
        if (!SnapshotId.isPossible(id) || !there.contains(new SnapshotId(id))) {
            throw new CallerFault(ProblemType.SNAPSHOT_NOT_FOUND,
                    "There is no such snapshot. List those there are with GET /snapshots.");
        }
        return new SnapshotId(id);
    }

    private IndexRecords records() {
        if (records == null) {
            throw new CallerFault(ProblemType.NOT_SUPPORTED, "The backend memory:// has no record that could be copied "
                    + "or renamed. Use usearch:///path or lmdb:///path.");
        }
        return records;
    }

    private SnapshotShelf shelf() {
        records();
        Path data = plan.data();
        Path directory = plan.directory();
        if (shelf == null || directory == null) {
            throw new CallerFault(ProblemType.NOT_SUPPORTED, "There is no place for snapshots. Set "
                    + "semblance.snapshots.directory (SEMBLANCE_SNAPSHOTS_DIRECTORY) to a directory on another disk than "
                    + "the data, and restart.");
        }
        if (data != null && directory.toAbsolutePath().normalize().startsWith(data.toAbsolutePath().normalize())) {
            throw new CallerFault(ProblemType.NOT_SUPPORTED,
                    "The directory of the snapshots lies in the data directory, "
                            + "where they would be lost with it. Set semblance.snapshots.directory to another place, best on "
                            + "another disk.");
        }
        return shelf;
    }

    private <R> R alone(Work<R> work) {
        return onThread(() -> {
            if (!working.tryLock()) {
                throw new Busy(ProblemType.OVERLOADED,
                        "A snapshot is being made, verified, restored or deleted at this "
                                + "moment. Repeat the request when that is done.",
                        5);
            }
            try {
                return work.run();
            } finally {
                working.unlock();
            }
        });
    }

    /** Something that waits for the disk. */
    private interface Work<R> {
        R run() throws IOException;
    }

    private <R> R onThread(Work<R> work) {
        Supplier<R> inWords = () -> {
            try {
                return work.run();
            } catch (SnapshotException failed) {
                throw problem(failed);
            } catch (IOException | UncheckedIOException failed) {
                throw new Broken(ProblemType.SNAPSHOT_FAILED, "The directory of the snapshots could not be written or "
                        + "read. Nothing was changed that counts; look at its disk and permissions, the log has the "
                        + "cause.", failed);
            }
        };
        try {
            return CompletableFuture.supplyAsync(inWords, threads).get();
        } catch (RejectedExecutionException | InterruptedException stopped) {
            if (stopped instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new Busy(ProblemType.STOPPING, "The service stops. Ask again later.", 5);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failed);
        }
    }

    private static ProblemException problem(SnapshotException failed) {
        if (failed.getCause() != null) {
            return new Broken(ProblemType.SNAPSHOT_FAILED, failed.sentences(), failed);
        }
        return new CallerFault(failed.isDamaged() ? ProblemType.SNAPSHOT_DAMAGED : ProblemType.INVALID_REQUEST,
                failed.sentences());
    }
}
