package io.semblance.graph;

import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * What may run at the same time in a graph. The library takes some calls at once and ends the process on others. Here they
 * are kept apart:
 * <ul>
 * <li>A search shares the graph with other searches and with a save.
 * <li>An add is alone: the entry to the graph may move (the library counts the first vector before it is there, and raises
 * the topmost layer before its entry, without a lock), and one that takes the place of a removed vector rewrites its links
 * and bits. It takes some hundred microseconds; a graph that is built before it is searched pays nothing for that. Removing,
 * growing, loading and closing are alone too.
 * <li>Changes stand in one line, saving included: adds at the same time leave vectors that no search reaches.
 * <li>Each call in progress needs one of the library's thread slots, which runs out with an error that speaks of
 * something else. They are counted here, and searches wait for one; a change has its own. Growing and loading forget
 * their number, so that it is set anew.
 * </ul>
 * The lock is fair: a search waits for the change that came before it, never for a whole series.
 */
final class GraphLocks {

    /** Searches in progress; more than the processors, for those that wait for pages of a viewed file. */
    static final int SEARCHES = Math.max(8, 2 * Runtime.getRuntime().availableProcessors());

    private final Object graph;
    private final ReentrantLock changes = new ReentrantLock();
    private final ReentrantReadWriteLock structure = new ReentrantReadWriteLock(true);
    private final Semaphore slots = new Semaphore(SEARCHES);
    private volatile boolean closed;

    /** @param graph what its faults name */
    GraphLocks(Object graph) {
        this.graph = graph;
    }

    /** A search: beside others and a save, as soon as there is a slot. */
    <T> T searching(Supplier<T> search) {
        requireNoFilter();
        slots.acquireUninterruptibly();
        try {
            return shared(search);
        } finally {
            slots.release();
        }
    }

    /** Beside searches and saving, without a slot of the library. */
    <T> T shared(Supplier<T> work) {
        requireNoFilter();
        structure.readLock().lock();
        try {
            requireOpen();
            return work.get();
        } finally {
            structure.readLock().unlock();
        }
    }

    /** Beside searches, while nothing changes. */
    <T> T unchanged(Supplier<T> work) {
        requireNoFilter();
        changes.lock();
        try {
            return shared(work);
        } finally {
            changes.unlock();
        }
    }

    /** The same if nothing changes at this moment; else null. */
    <T> @Nullable T unchangedNow(Supplier<T> work) {
        requireNoFilter();
        requireOpen();
        if (!changes.tryLock()) {
            return null;
        }
        try {
            return shared(work);
        } finally {
            changes.unlock();
        }
    }

    /** Beside nothing. */
    <T> T alone(Supplier<T> work) {
        return exclusively(() -> {
            requireOpen();
            return work.get();
        });
    }

    /** Waits for what runs; {@code free} runs once. */
    void close(Runnable free) {
        exclusively(() -> {
            if (!closed) {
                closed = true;
                free.run();
            }
            return true;
        });
    }

    private <T> T exclusively(Supplier<T> work) {
        requireNoFilter();
        changes.lock();
        structure.writeLock().lock();
        try {
            return work.get();
        } finally {
            structure.writeLock().unlock();
            changes.unlock();
        }
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the graph is closed: " + graph);
        }
    }

    static void requireNoFilter() {
        if (Filtering.running()) {
            throw new IllegalStateException("a filter must not call a graph, whose locks its search holds");
        }
    }
}
