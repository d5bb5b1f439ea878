package io.semblance.record;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
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
 * All of it is bounded by {@link RecordOptions#patience()}; when it takes longer the write is refused as busy. A copy of the
 * record holds a state for long: before it begins it therefore asks for a map of which at least half is free, and if even
 * that is used up before it is written, it makes way ({@link RecordCopies}).
 */
final class MapGrowth {

    private static final Logger LOG = LoggerFactory.getLogger(MapGrowth.class);

    /** How long writers are kept waiting for room that nobody needs yet, or for a copy that may be written by then. */
    private static final Duration SHORTLY = Duration.ofSeconds(1);

    private final String name;
    private final LmdbEnvironment environment;
    private final ReaderPool pool;
    private final RecordCopies copies;
    private final WriteLatch latch;
    private final Duration patience;
    private final AtomicLong blocked = new AtomicLong();
    private final AtomicBoolean asked = new AtomicBoolean();

    MapGrowth(String name, LmdbEnvironment environment, ReaderPool pool, RecordCopies copies, WriteLatch latch,
            Duration patience) {
        this.name = name;
        this.environment = environment;
        this.pool = pool;
        this.copies = copies;
        this.latch = latch;
        this.patience = patience;
    }

    /** How often it could not be done. */
    long blocked() {
        return blocked.get();
    }

    /** Has the map doubled by the writer, if that can be done without delay. */
    void askAhead(Runnable writerComesBy) {
        asked.set(true);
        try {
            writerComesBy.run();
        } finally {
            asked.set(false);
        }
    }

    /** Does what was asked; the writer calls it between two transactions. */
    void growIfAsked(ReaderSet current) throws InterruptedException {
        if (asked.getAndSet(false)) {
            try {
                grow(current, SHORTLY.toNanos(), false);
            } catch (StoreBusyException later) {
                LOG.debug("The map of record {} does not grow ahead: {}", name, later.getMessage());
            }
        }
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
            grow(current, patience.toNanos(), true);
        } catch (StoreBusyException kept) {
            blocked.incrementAndGet();
            LOG.warn("Record {} refuses writes: {}", name, kept.getMessage());
            throw kept;
        }
    }

    private void grow(ReaderSet current, long nanos, boolean needed) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        if (!pool.awaitLent(1, Math.min(SHORTLY.toNanos(), nanos)) && needed) {
            copies.makeWay(current);
        }
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
