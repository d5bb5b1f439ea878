package io.semblance.record;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Txn;

/**
 * The LMDB read transactions behind one snapshot. An LMDB transaction serves one thread at a time and begins at the last
 * commit; several that stand at the same commit let several threads read one state. They are renewed together by the
 * writer thread, between its own commits, and nobody else commits: so they always agree. Resetting and renewing keeps the
 * reader slots and costs about a microsecond, so that every commit can afford it.
 */
final class ReaderSet {

    private final LmdbEnvironment environment;
    private final List<Stripe> stripes = new ArrayList<>();
    private volatile boolean ended;
    /** Why the map is gone, if it is. */
    private volatile @Nullable StoreFailedException lost;

    private record Stripe(ReentrantLock lock, Txn<ByteBuffer> txn, ByteBuffer keyBuffer) {
    }

    /** Takes the reader slots; the transactions wait to be renewed. */
    ReaderSet(LmdbEnvironment environment, int readers) {
        this.environment = environment;
        for (int i = 0; i < readers; i++) {
            Txn<ByteBuffer> txn = environment.beginRead();
            txn.reset();
            stripes.add(new Stripe(new ReentrantLock(), txn, ByteBuffer.allocateDirect(Keys.MAX_BYTES)));
        }
    }

    /** Reads with the first transaction that is free, beginning at a place that differs by thread. */
    <R extends @Nullable Object> R read(ReadTask<R> task) {
        int start = (int) Math.floorMod(Thread.currentThread().threadId(), (long) stripes.size());
        for (int i = 0; i < stripes.size(); i++) {
            Stripe stripe = stripes.get((start + i) % stripes.size());
            if (stripe.lock.tryLock()) {
                return readAndUnlock(stripe, task);
            }
        }
        Stripe stripe = stripes.get(start);
        stripe.lock.lock();
        return readAndUnlock(stripe, task);
    }

    private <R extends @Nullable Object> R readAndUnlock(Stripe stripe, ReadTask<R> task) {
        try {
            requireReadable();
            ReadTransaction tx = new ReadTransaction(environment, stripe.txn, stripe.keyBuffer);
            try {
                return task.apply(tx);
            } finally {
                tx.end();
            }
        } finally {
            stripe.lock.unlock();
        }
    }

    private void requireReadable() {
        StoreFailedException cause = lost;
        if (cause != null) {
            throw new StoreFailedException(String.valueOf(cause.getMessage()), cause);
        }
        if (ended) {
            throw new StoreClosedException();
        }
    }

    /**
     * Moves all to the last commit.
     *
     * @param transactionId LMDB's number of it; negative where any will do
     */
    void renew(long transactionId) {
        for (Stripe stripe : stripes) {
            stripe.txn.renew();
            if (transactionId >= 0 && stripe.txn.getId() != transactionId) {
                throw new IllegalStateException("a reader stands at transaction " + stripe.txn.getId() + " instead of "
                        + transactionId + ": another process writes this record");
            }
        }
    }

    /** LMDB's number of the commit that all stand at. */
    long transactionId() {
        return stripes.getFirst().txn.getId();
    }

    /** Lets go of the commit that they stand at, if they still stand. */
    void reset() {
        if (!ended && lost == null) {
            stripes.forEach(stripe -> stripe.txn.reset());
        }
    }

    /** Waits for running reads and keeps further ones out; false, with nothing held, if it took too long. */
    boolean lockAll(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        for (int i = 0; i < stripes.size(); i++) {
            if (!stripes.get(i).lock.tryLock(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                stripes.subList(0, i).forEach(held -> held.lock.unlock());
                return false;
            }
        }
        return true;
    }

    void unlockAll() {
        stripes.forEach(stripe -> stripe.lock.unlock());
    }

    /** Refuses reads from now on, because the map is gone; to be called with all locked and reset. */
    void lose(StoreFailedException cause) {
        lost = cause;
    }

    /** Gives back the reader slots, and refuses reads from now on; to be called with all locked. */
    void end() {
        ended = true;
        stripes.forEach(stripe -> stripe.txn.close());
    }
}
