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

    /** One for the work on a snapshot, one for a renaming, and one for whoever looks meanwhile. */
    private static final int MOST = 3;

    private final ReentrantLock working = new ReentrantLock();
    /** Held by whoever gives an index another name, and by whoever needs all of them to keep theirs. */
    private final ReentrantLock names = new ReentrantLock();
    private final ExecutorService threads = Executors.newFixedThreadPool(MOST,
            Thread.ofPlatform().daemon().name("snapshot-", 0).factory());
    private volatile boolean closed;

    /** Does a thing while no other such thing is done; Busy if there is one. */
    <R extends @Nullable Object> R alone(Work<R> work) {
        return onThread(() -> holdingWork(work));
    }

    /** The same while every index keeps its name; Busy if one is being renamed. */
    <R extends @Nullable Object> R aloneWithNames(Work<R> work) {
        return onThread(() -> holdingNames(() -> holdingWork(work)));
    }

    /** Gives an index another name, beside all work that does not need every name; Busy where one does. */
    <R extends @Nullable Object> R renaming(Work<R> work) {
        return onThread(() -> holdingNames(work));
    }

    /** Does a thing on this thread while every index keeps its name; false if one is being renamed. */
    boolean ifNamesStay(Work<?> work) throws IOException {
        if (!names.tryLock()) {
            return false;
        }
        try {
            work.run();
            return true;
        } finally {
            names.unlock();
        }
    }

    private <R extends @Nullable Object> R holdingWork(Work<R> work) throws IOException {
        return holding(working, "A snapshot is being made, verified, restored or deleted at this moment.", work);
    }

    private <R extends @Nullable Object> R holdingNames(Work<R> work) throws IOException {
        return holding(names, "An index is being renamed, or a snapshot of all indexes made, at this moment.", work);
    }

    private static <R extends @Nullable Object> R holding(ReentrantLock lock, String busy, Work<R> work)
            throws IOException {
        if (!lock.tryLock()) {
            throw new Busy(ProblemType.OVERLOADED, busy + " Repeat the request when that is done.", 5);
        }
        try {
            return work.run();
        } finally {
            lock.unlock();
        }
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
                    throw broken(failed);
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

    /** Which of the disks it was, that of the snapshots or that of the data, only the cause can tell. */
    private static Broken broken(Exception failed) {
        String cause = failed instanceof UncheckedIOException wrapped
                ? wrapped.getMessage() + ": " + wrapped.getCause()
                : failed.toString();
        return new Broken(ProblemType.SNAPSHOT_FAILED, "A file could not be written or read (" + cause
                + "). Nothing was changed that counts; look at its disk and permissions, the log has the rest.",
                failed);
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
