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
 */
public final class Readers implements AutoCloseable {

    private static final int QUEUE = 4_096;

    private final ThreadPoolExecutor threads;

    /** @param number of threads, at least 1 */
    public Readers(int number) {
        threads = new ThreadPoolExecutor(number, number, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE),
                Thread.ofPlatform().daemon().name("read-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
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
            throw new Busy(ProblemType.OVERLOADED, QUEUE + " reads wait already. Repeat the request a little later.",
                    1);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
