package io.semblance.record;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The record as it was after one commit: whoever holds it reads that state, however much is written meanwhile, and
 * several threads read at once. It is counted: every successful {@link #tryRetain()}, and every
 * {@link RecordStore#snapshot()}, is followed by one {@link #close()}. Holding one for long keeps the pages that it needs
 * from being reused, and once the map must grow the writer waits for it: so never wait for a write while holding one.
 */
public final class Snapshot implements AutoCloseable {

    private final long sequence;
    private final long timeMicros;
    private final ReaderSet readers;
    private final ReaderPool pool;
    private final AtomicInteger references = new AtomicInteger(1);

    /** With one reference: the store's own. */
    Snapshot(long sequence, long timeMicros, ReaderSet readers, ReaderPool pool) {
        this.sequence = sequence;
        this.timeMicros = timeMicros;
        this.readers = readers;
        this.pool = pool;
    }

    /** Number of the commit whose state this is, 0 before the first. */
    public long sequence() {
        return sequence;
    }

    /** Time of that commit, microseconds since the epoch, 0 before the first. */
    public long timeMicros() {
        return timeMicros;
    }

    /**
     * Runs a piece of reading; it should be short and wait for nothing.
     *
     * @throws IllegalStateException if the snapshot has been closed
     * @throws StoreClosedException if its store has been closed
     */
    public <R extends @Nullable Object> R read(ReadTask<R> task) {
        if (references.get() <= 0) {
            throw new IllegalStateException("the snapshot has been closed");
        }
        return readers.read(task);
    }

    /** Holds it once more; false if its last holder has closed it already. */
    public boolean tryRetain() {
        int held = references.get();
        while (held > 0) {
            int witness = references.compareAndExchange(held, held + 1);
            if (witness == held) {
                return true;
            }
            held = witness;
        }
        return false;
    }

    /** Gives up one hold; the last one returns the reader slots. */
    @Override
    public void close() {
        int left = references.decrementAndGet();
        if (left < 0) {
            throw new IllegalStateException("the snapshot was closed more often than held");
        }
        if (left == 0) {
            pool.release(readers);
        }
    }

    /** For the writer thread, which takes them exclusively while the map grows. */
    ReaderSet readers() {
        return readers;
    }
}
