package io.semblance.record;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lends reader sets to snapshots and knows how many are out. LMDB has a fixed number of reader slots and fails a reader
 * that finds none; here the writer waits instead, before it begins a transaction, until an old snapshot is closed.
 */
final class ReaderPool {

    private final LmdbEnvironment environment;
    private final int limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition returned = lock.newCondition();
    private final List<ReaderSet> all = new ArrayList<>();
    private final Deque<ReaderSet> free = new ArrayDeque<>();

    ReaderPool(LmdbEnvironment environment, int limit) {
        this.environment = environment;
        this.limit = limit;
    }

    /**
     * Sees to it that {@link #take()} finds a set; only the writer thread takes.
     *
     * @throws StoreBusyException if all are held for longer than the given time
     */
    void reserve(long nanos) throws InterruptedException {
        lock.lock();
        try {
            if (free.isEmpty() && all.size() < limit) {
                ReaderSet added = new ReaderSet(environment, RecordOptions.readersPerSnapshot());
                all.add(added);
                free.push(added);
            }
            long left = nanos;
            while (free.isEmpty()) {
                if (left <= 0) {
                    throw new StoreBusyException(limit + " snapshots of the record are held: close some", null);
                }
                left = returned.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    ReaderSet take() {
        lock.lock();
        try {
            return free.pop();
        } finally {
            lock.unlock();
        }
    }

    /** Takes a set back from the last holder of its snapshot. */
    void release(ReaderSet readers) {
        lock.lock();
        try {
            readers.reset();
            free.push(readers);
            returned.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until at most so many sets are lent; false if that took too long. */
    boolean awaitLent(int lent, long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (all.size() - free.size() > lent) {
                if (left <= 0) {
                    return false;
                }
                left = returned.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** How many snapshots are held. */
    int lent() {
        lock.lock();
        try {
            return all.size() - free.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends all transactions; reads through a snapshot that is still held are refused afterwards.
     *
     * @return false if a running read did not end in time: the environment must stay open then
     */
    boolean close(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        List<ReaderSet> sets;
        lock.lock();
        try {
            sets = List.copyOf(all);
        } finally {
            lock.unlock();
        }
        boolean ended = true;
        for (ReaderSet set : sets) {
            if (set.lockAll(Math.max(TimeUnit.MILLISECONDS.toNanos(1), deadline - System.nanoTime()))) {
                end(set);
                set.unlockAll();
            } else {
                ended = false;
            }
        }
        return ended;
    }

    /** Under the lock, so that no last holder resets a transaction while it ends. */
    private void end(ReaderSet set) {
        lock.lock();
        try {
            set.end();
        } finally {
            lock.unlock();
        }
    }
}
