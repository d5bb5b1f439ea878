package io.semblance.snapshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

import io.semblance.admission.Deadline;
import io.semblance.problem.Broken;
import io.semblance.problem.Busy;
import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemException;
import io.semblance.problem.ProblemType;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the work on snapshots is done: on threads of its own, since it waits for the disk and callers may be virtual threads.
 * What fails becomes a problem in words.
 */
final class SnapshotThreads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotThreads.class);

    /** Making and restoring take as long as they take. */
    private static final Duration NO_BOUND = Duration.ofDays(36_500);

    private final ReentrantLock working = new ReentrantLock();
    private final ExecutorService threads = Executors.newFixedThreadPool(2,
            Thread.ofPlatform().daemon().name("snapshot-", 0).factory());
    private volatile boolean closed;

    /** Does a thing while no other such thing is done; Busy if there is one. */
    <R extends @Nullable Object> R alone(Work<R> work) {
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
    interface Work<R extends @Nullable Object> {
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

    /** Does a thing, whatever else is done, and waits until it is done. */
    <R extends @Nullable Object> R onThread(Work<R> work) {
        return result(submit(work), NO_BOUND);
    }

    /** The same for what only reads: a disk that hangs keeps its caller no longer than the caller waits. */
    <R extends @Nullable Object> R soon(Work<R> work) {
        return result(submit(work), Deadline.current().left());
    }

    private <R extends @Nullable Object> Future<R> submit(Work<R> work) {
        try {
            return threads.submit(() -> {
                try {
                    return work.run();
                } catch (SnapshotException failed) {
                    throw problem(failed);
                } catch (IOException | UncheckedIOException failed) {
                    throw new Broken(ProblemType.SNAPSHOT_FAILED, "The directory of the snapshots could not be written "
                            + "or read. Nothing was changed that counts; look at its disk and permissions, the log has "
                            + "the cause.", failed);
                }
            });
        } catch (RejectedExecutionException stopped) {
            throw stopping();
        }
    }

    /** What fails once this is closed fails because it is: its thread was interrupted, or never took it. */
    private <R extends @Nullable Object> R result(Future<R> done, Duration patience) {
        try {
            return done.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException hangs) {
            done.cancel(false);
            throw new Busy(ProblemType.TIMEOUT, "The directory of the snapshots does not answer in time. Look at its "
                    + "disk, or at the server that it lies on.", 5);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw stopping();
        } catch (CancellationException stopped) {
            throw stopping();
        } catch (ExecutionException failed) {
            if (closed) {
                LOG.debug("Left unfinished by the stop", failed);
                throw stopping();
            }
            throw failed.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failed);
        }
    }

    private static Busy stopping() {
        return new Busy(ProblemType.STOPPING, "The service stops. Ask again later.", 5);
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
        closed = true;
        threads.shutdownNow().forEach(never -> {
            if (never instanceof Future<?> awaited) {
                awaited.cancel(false);
            }
        });
    }
}
