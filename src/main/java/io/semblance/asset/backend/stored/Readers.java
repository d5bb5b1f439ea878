package io.semblance.asset.backend.stored;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.semblance.problem.Busy;
import io.semblance.problem.ProblemType;

import org.jspecify.annotations.Nullable;

/**
 * The platform threads that read the record for everything but scans. Reading a mapped file can wait for the disk, and a
 * virtual thread that does so takes one of the few carriers with it: then nothing answers any more, probes included. So
 * reads happen here, and a caller, virtual or not, waits for its result.
 *
 * <p>
 * Creating, deleting and copying indexes waits for the disk's syncs. That has threads of its own, so that a slow disk, which
 * may hold all of them, keeps no reader waiting.
 */
public final class Readers implements AutoCloseable {

    private static final int QUEUE = 4_096;
    private static final int CHANGERS = 4;
    private static final int CHANGES = 256;

    private final ThreadPoolExecutor threads;
    private final ThreadPoolExecutor changers;

    /** @param number of threads, at least 1 */
    public Readers(int number) {
        threads = pool(number, QUEUE, "read-");
        changers = pool(CHANGERS, CHANGES, "change-");
    }

    private static ThreadPoolExecutor pool(int number, int queue, String name) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(number, number, 30, TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(queue), Thread.ofPlatform().daemon().name(name, 0).factory());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /**
     * Runs a piece of reading and waits for it.
     *
     * @throws Busy when too many wait already
     */
    public <R extends @Nullable Object> R read(Supplier<R> reading) {
        try {
            return Waiting.on(CompletableFuture.supplyAsync(reading, threads));
        } catch (RejectedExecutionException full) {
            throw tooMany(threads, QUEUE + " reads wait already");
        }
    }

    /**
     * Runs a change of what indexes there are. One that has not begun when the time of the request is over never begins; one
     * that has is brought to its end.
     *
     * @param after runs when it is at its end, also where nobody waits for that any more, or if it never begins
     * @throws Busy when too many wait already, or it was not done in time; says whether it may still be
     */
    public <R extends @Nullable Object> R change(Supplier<R> change, Runnable after) {
        return Waiting.onChange(begin(change, after));
    }

    /** The same, or a copy of an index, for whoever has to know when it is over: one that has begun is waited for. */
    public <R extends @Nullable Object> R wholeChange(Supplier<R> change, Runnable after) {
        return Waiting.onWholeChange(begin(change, after));
    }

    private <R extends @Nullable Object> CompletableFuture<R> begin(Supplier<R> change, Runnable after) {
        QueuedChange<R> queued = new QueuedChange<>(change, after, changers.getQueue()::remove);
        boolean taken = false;
        try {
            changers.execute(queued);
            taken = true;
            return queued;
        } catch (RejectedExecutionException full) {
            throw tooMany(changers, CHANGES + " changes of indexes wait already");
        } finally {
            if (!taken) {
                // Also for want of a thread, which is an Error.
                after.run();
            }
        }
    }

    private static Busy tooMany(ThreadPoolExecutor pool, String what) {
        return pool.isShutdown()
                ? IndexChanges.stopping()
                : new Busy(ProblemType.OVERLOADED, what + ". Repeat the request a little later.", 1);
    }

    @Override
    public void close() {
        changers.shutdown();
        threads.shutdown();
    }
}
