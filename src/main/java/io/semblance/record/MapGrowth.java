package io.semblance.record;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.lmdbjava.LmdbException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes room when the map is full.
 *
 * <p>
 * LMDB reads and writes through one mapping of fixed size. Making it larger unmaps it first, so no transaction may be
 * active anywhere in the process: a reader in the middle would read unmapped memory and take the JVM with it. A reader
 * that has merely been reset holds no page and survives. So the writer, having aborted its transaction,
 * <ol>
 * <li>waits until superseded snapshots are closed; new readers get the current one meanwhile and are not kept waiting;
 * <li>takes the current snapshot's transactions exclusively, which waits for the reads that are running;
 * <li>resets them, enlarges the map, and renews them. Only this thread commits, so they stand at the same state as before
 * and whoever holds the snapshot notices nothing but the pause.
 * </ol>
 * All of it is bounded by {@link RecordOptions#patience()}; when it takes longer the write is refused as busy. So is it
 * while the record is copied, since a copy is one long read: before it begins it therefore asks for a map of which at least
 * half is free. LMDB writes the copy itself and cannot be stopped at it, so a copy to a disk that hangs has writes refused,
 * once that half is used up, for as long as the disk hangs.
 */
final class MapGrowth {

    private static final Logger LOG = LoggerFactory.getLogger(MapGrowth.class);

    /** Nobody needs the room yet, and writers are kept waiting for it. */
    private static final Duration AHEAD = Duration.ofSeconds(1);

    private final String name;
    private final LmdbEnvironment environment;
    private final ReaderPool pool;
    private final WriteLatch latch;
    private final Duration patience;
    private final AtomicLong blocked = new AtomicLong();
    private final ReentrantLock copying = new ReentrantLock();
    private final AtomicBoolean asked = new AtomicBoolean();

    MapGrowth(String name, LmdbEnvironment environment, ReaderPool pool, WriteLatch latch, Duration patience) {
        this.name = name;
        this.environment = environment;
        this.pool = pool;
        this.latch = latch;
        this.patience = patience;
    }

    /** How often it could not be done. */
    long blocked() {
        return blocked.get();
    }

    /** Has the map doubled before the next commit, if that can be done without delay. */
    void ask() {
        asked.set(true);
    }

    /** Does what was asked; the writer calls it between two transactions. */
    void growIfAsked(ReaderSet current) throws InterruptedException {
        if (asked.getAndSet(false)) {
            try {
                grow(current, AHEAD.toNanos());
            } catch (StoreBusyException later) {
                LOG.debug("The map of record {} does not grow ahead: {}", name, later.getMessage());
            }
        }
    }

    /** Runs a copy while the map stays as it is; what was asked before and has not come by now comes too late for it. */
    void whileFixed(Runnable copy) {
        copying.lock();
        try {
            asked.set(false);
            copy.run();
        } finally {
            copying.unlock();
        }
    }

    /** Waits until nothing is copied; false if that took too long. */
    boolean awaitCopies(long nanos) throws InterruptedException {
        boolean over = copying.tryLock(nanos, TimeUnit.NANOSECONDS);
        if (over) {
            copying.unlock();
        }
        return over;
    }

    /**
     * Doubles the map.
     *
     * @param current the readers of the current snapshot, the only ones that may be active
     * @throws StoreBusyException if old snapshots or running reads were not over in time
     * @throws StoreFailedException if the system gives no more address space; nothing can be read any more then
     */
    void grow(ReaderSet current) throws InterruptedException {
        try {
            grow(current, patience.toNanos());
        } catch (StoreBusyException kept) {
            blocked.incrementAndGet();
            LOG.warn("Record {} refuses writes: {}", name, kept.getMessage());
            throw kept;
        }
    }

    private void grow(ReaderSet current, long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        if (!copying.tryLock(nanos, TimeUnit.NANOSECONDS)) {
            throw new StoreBusyException(
                    "the record's map is full and a copy that is being made keeps it from growing until it is "
                            + "written; see whether the disk of the snapshots hangs",
                    null);
        }
        try {
            growAlone(current, deadline);
        } finally {
            copying.unlock();
        }
    }

    private void growAlone(ReaderSet current, long deadline) throws InterruptedException {
        if (!pool.awaitLent(1, left(deadline))) {
            throw new StoreBusyException("the record's map is full and " + (pool.lent() - 1)
                    + " old snapshots keep it from growing", null);
        }
        if (!current.lockAll(left(deadline))) {
            throw new StoreBusyException("the record's map is full and a long read keeps it from growing", null);
        }
        try {
            long transactionId = current.transactionId();
            current.reset();
            try {
                environment.doubleMap();
            } catch (LmdbException e) {
                blocked.incrementAndGet();
                StoreFailedException failed = latch
                        .shut("the map cannot grow beyond " + environment.mapBytes() + " bytes", e);
                current.lose(failed);
                throw failed;
            }
            current.renew(transactionId);
            LOG.info("MapFullError in record {}: map grown to {} bytes, the write is run again", name,
                    environment.mapBytes());
        } finally {
            current.unlockAll();
        }
    }

    private static long left(long deadline) {
        return Math.max(0, deadline - System.nanoTime());
    }
}
