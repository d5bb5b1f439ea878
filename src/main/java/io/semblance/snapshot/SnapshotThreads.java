package io.semblance.snapshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.semblance.problem.Broken;
import io.semblance.problem.Busy;
import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemException;
import io.semblance.problem.ProblemType;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the work on snapshots is done: on threads of its own, since it waits for the disk and callers may be virtual threads.
 * What fails becomes a problem in words.
 */
final class SnapshotThreads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotThreads.class);

    private final ReentrantLock working = new ReentrantLock();
    private final ExecutorService threads = Executors.newFixedThreadPool(2,
            Thread.ofPlatform().daemon().name("snapshot-", 0).factory());

    /** Does a thing while no other such thing is done; Busy if there is one. */
    <R> R alone(Work<R> work) {
        return onThread(() -> {
            if (!working.tryLock()) {
                throw new Busy(ProblemType.OVERLOADED,
                        "A snapshot is being made, verified, restored or deleted, or an index renamed, at this "
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
    interface Work<R> {
        R run() throws IOException;
    }

    /** Does a thing some time, and another after it; what fails is logged. */
    void later(Work<?> work, Runnable after) {
        try {
            threads.execute(() -> {
                try {
                    work.run();
                } catch (IOException | RuntimeException failed) {
                    LOG.warn("The directory of the snapshots cannot be looked at", failed);
                } finally {
                    after.run();
                }
            });
        } catch (RejectedExecutionException stopped) {
            after.run();
        }
    }

    /** Does a thing, whatever else is done. */
    <R> R onThread(Work<R> work) {
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
        if (failed.isNoRoom()) {
            return new Broken(ProblemType.STORAGE_FULL, failed.sentences(), failed);
        }
        if (failed.getCause() != null) {
            return new Broken(ProblemType.SNAPSHOT_FAILED, failed.sentences(), failed);
        }
        return new CallerFault(failed.isDamaged() ? ProblemType.SNAPSHOT_DAMAGED : ProblemType.INVALID_REQUEST,
                failed.sentences());
    }

    /** Ends; what is being done is left unfinished. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
