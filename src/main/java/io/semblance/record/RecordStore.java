package io.semblance.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable record of one index: one LMDB environment, written by one thread in group commits and read through
 * snapshots. A write whose future completes normally is synced to disk, numbered, logged and visible in every snapshot
 * taken afterwards; one whose future fails has left nothing, unless the failure is a {@link StoreFailedException}.
 *
 * <p>
 * The directory belongs to the store: no second store may open it at the same time, in this process or another (the
 * {@link DataDirectory} sees to that). Threads may share a store.
 */
public final class RecordStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecordStore.class);

    /** Longer than any process lives, and still a number of nanoseconds that can be added to a clock. */
    private static final Duration FOREVER = Duration.ofDays(36_500);

    private final String name;
    private final Path directory;
    private final RecordOptions options;
    private final RecordCopies copies;
    private final LmdbEnvironment environment;
    private final ReaderPool pool;
    private final WriteLatch latch;
    private final MapGrowth growth;
    private final GroupCommit commits;
    private final CommitQueue queue;
    private final RecordClosing closing;
    private volatile long seenBytes;

    private RecordStore(Path directory, RecordOptions options, CommitListener listener, LongSupplier usableBytes,
            LmdbEnvironment environment) throws InterruptedException {
        this.name = String.valueOf(directory.getFileName());
        this.directory = directory;
        this.options = options;
        this.environment = environment;
        this.pool = new ReaderPool(environment, options.maxSnapshots());
        this.latch = new WriteLatch(name);
        this.copies = new RecordCopies(name, directory);
        this.growth = new MapGrowth(name, environment, pool, copies, latch, options.patience());
        FreeSpace freeSpace = new FreeSpace(usableBytes, options.reserveBytes());
        this.commits = new GroupCommit(environment, options, pool, copies, latch, freeSpace, growth, listener);
        this.queue = new CommitQueue(name, options, commits::commit);
        this.closing = new RecordClosing(name, queue, commits, pool, copies, environment);
    }

    /**
     * Opens or creates the record in an existing directory.
     *
     * @param listener follows the commits from now on
     * @throws RecordFormatException if the files are of a newer format, or no record
     * @throws StoreFailedException if they cannot be opened
     * @throws IllegalStateException if another store of this process has them open
     * @throws UncheckedIOException if the directory cannot be read or written
     */
    public static RecordStore open(Path directory, RecordOptions options, CommitListener listener) {
        return open(directory, options, listener, FreeSpace.of(directory), FirstReading.none());
    }

    /**
     * Makes the record of a new index.
     *
     * @throws StorageFullException if the reserve is not free, or there is no room at all
     */
    public static void create(Path directory, RecordOptions options) {
        new FreeSpace(FreeSpace.of(directory), options.reserveBytes()).check();
        open(directory, options, CommitListener.none()).close();
    }

    /**
     * Opens a record that must be there.
     *
     * @param reading takes what is read before the record is opened
     * @throws RecordDamagedException if it is missing, or damaged, or not the one that belongs here
     * @throws UncheckedIOException if it cannot be reached, which says nothing of its state
     */
    public static RecordStore openExisting(Path directory, RecordOptions options, FirstReading reading,
            CommitListener listener) {
        try {
            RecordFile.requirePresent(directory);
        } catch (IOException unreachable) {
            throw new UncheckedIOException("the record in " + directory + " cannot be reached", unreachable);
        }
        return open(directory, options, listener, FreeSpace.of(directory), reading);
    }

    /** How many assets a record states to have, before it is opened: not proven, and 0 if that cannot be told. */
    public static long statedAssets(Path directory) {
        return RecordCheck.stated(directory, Table.ASSETS);
    }

    /**
     * What {@link ReadTransaction#identity} says of the record of a directory, without reading the record; 0 if that is not
     * known.
     */
    public static long identity(Path directory, String name) {
        try {
            RecordMark mark = RecordMark.read(directory);
            return mark == null ? 0 : RecordMark.identity(HexFormat.of().parseHex(mark.identity()), name);
        } catch (IOException | RecordMark.UnreadableMarkException unknown) {
            return 0;
        }
    }

    static RecordStore open(Path directory, RecordOptions options, CommitListener listener, LongSupplier usableBytes) {
        return open(directory, options, listener, usableBytes, FirstReading.none());
    }

    private static RecordStore open(Path directory, RecordOptions options, CommitListener listener,
            LongSupplier usableBytes, FirstReading reading) {
        LmdbEnvironment environment = LmdbEnvironment.open(directory, options, reading);
        try {
            return new RecordStore(directory, options, listener, usableBytes, environment);
        } catch (InterruptedException e) {
            environment.close();
            Thread.currentThread().interrupt();
            throw new StoreBusyException("opening the record in " + directory + " was interrupted", e);
        } catch (RuntimeException | Error e) {
            environment.close();
            throw e;
        }
    }

    /** As {@link #write(WriteTask, Duration)}, however long it takes. */
    public <R> CompletableFuture<R> write(WriteTask<R> task) {
        return write(task, FOREVER);
    }

    /**
     * Has a task run and committed. The future completes on the writer thread: what is attached to it must be short or
     * asynchronous. It fails with what the task threw, with a {@link StorageFullException}, a {@link StoreBusyException},
     * a {@link StoreTimeoutException} or a {@link StoreFailedException}. Cancelling it withdraws a task that has not begun;
     * cancelling one that has does nothing and says so.
     *
     * @param within after this time the task is not begun any more
     * @throws StoreBusyException if too many writes wait already
     * @throws StoreFailedException if the store has latched read-only
     * @throws StoreClosedException if the store has been closed
     */
    public <R> CompletableFuture<R> write(WriteTask<R> task, Duration within) {
        latch.check();
        PendingWrite<R> write = new PendingWrite<>(task, within, queue::withdraw);
        queue.add(write);
        return write.future();
    }

    /**
     * The state after the last commit; to be closed by the caller, soon.
     *
     * @throws StoreClosedException if the store has been closed
     */
    public Snapshot snapshot() {
        Snapshot snapshot = commits.current();
        while (!snapshot.tryRetain()) {
            Snapshot newer = commits.current();
            if (newer == snapshot) {
                throw new StoreClosedException();
            }
            snapshot = newer;
        }
        return snapshot;
    }

    /** Notes beside the record how far it has come, so that an older file in its place is noticed at the next opening. */
    public synchronized void mark() {
        try {
            RecordMark.advance(directory, commits.current().sequence());
        } catch (IOException e) {
            LOG.warn("The mark of record {} is not brought up to date", name, e);
        }
    }

    /** Whether the store takes writes, and if not, why. */
    public StoreHealth health() {
        return latch.health();
    }

    /** Number of writes that wait for their commit. */
    public int waitingWrites() {
        return queue.size();
    }

    /** Number of entries of a table after the last commit. */
    public long entries(Table table) {
        try (Snapshot snapshot = snapshot()) {
            return snapshot.read(tx -> tx.entries(table));
        }
    }

    /** Whether the next write is refused since too many wait; costs next to nothing. */
    public boolean isBusy() {
        return queue.isFull();
    }

    /** Address space of the record; it doubles whenever it is full. */
    public long mapBytes() {
        return environment.mapBytes();
    }

    /** How often the map was full and could not grow since the store was opened; the writes were refused. */
    public long mapBlocked() {
        return growth.blocked();
    }

    /**
     * Bytes of the record's file, pages that are free for reuse included; after a failure that ended reading, those that
     * were last seen, so that a record in trouble is still told of.
     */
    public long sizeBytes() {
        try (Snapshot snapshot = snapshot()) {
            seenBytes = snapshot.read(ReadTransaction::sizeBytes);
        } catch (StoreFailedException unreadable) {
            return seenBytes;
        }
        return seenBytes;
    }

    /**
     * Copies the state after the last commit into {@code data.mdb} of an empty directory, while writing and reading go
     * on; the caller syncs. Which commit that was is told by the copy. Pages that are free for reuse are left out.
     *
     * @throws StoreClosedException if the store has been closed
     * @throws RecordDamagedException if the record leads to pages that are none
     * @throws UncheckedIOException if the copy cannot be written; of a {@link CopyEndedException} if it made way for writes
     *         or for closing
     */
    public void copyTo(Path directory) {
        if (sizeBytes() > mapBytes() / 2) {
            growth.askAhead(this::letWriterComeBy);
        }
        try {
            copies.copy(this::snapshot, directory);
        } catch (IOException e) {
            throw new UncheckedIOException("the record " + name + " cannot be copied", e);
        }
    }

    /** Those that are being made; a test holds one open. */
    RecordCopies copies() {
        return copies;
    }

    /** One that takes no writes needs no room either. */
    private void letWriterComeBy() {
        try {
            write(WriteTransaction::sequence).join();
        } catch (StoreException | CompletionException e) {
            LOG.debug("Record {} is copied without more room for writing", name, e);
        }
    }

    /**
     * Finishes the writes that wait, gives copies up, waits for snapshots to be closed, and closes the files. Each wait is bounded by
     * {@link RecordOptions#patience()}; a snapshot that is held longer is refused further reads. If writes or reads are
     * still running even then, the files stay open, since closing them would crash the process, and {@link #isClosed} says so:
     * calling this again goes on where it ended.
     */
    @Override
    public void close() {
        if (closing.isOver()) {
            return;
        }
        try {
            if (closing.within(options.patience().toNanos())) {
                mark();
            } else {
                LOG.error("Record {} is not closed yet: writes or reads are still running", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.error("Record {} is not closed yet: closing it was interrupted", name);
        }
    }

    /** Whether its files are closed; until then nobody else may open, rename or delete them. */
    public boolean isClosed() {
        return closing.isOver();
    }
}
