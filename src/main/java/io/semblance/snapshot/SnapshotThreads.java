package io.semblance.snapshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
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
 * Work that no thread has begun when the time of its request is over never begins. What fails becomes a problem in words.
 */
final class SnapshotThreads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotThreads.class);

    /** One for the work on a snapshot, and two for whoever looks meanwhile. */
    private static final int MOST = 3;
    private static final Duration SAYING_SO = Duration.ofMillis(250);
    private static final String RENAMING = "An index is being renamed, or a snapshot of all indexes made, at this moment.";

    private static final String HANGS = "The directory of the snapshots does not answer in time. Look at its disk, or at the "
            + "server that it lies on.";

    private final ReentrantLock working = new ReentrantLock();
    /** Held by whoever gives an index another name, and by whoever needs all of them to keep theirs. */
    private final ReentrantLock names = new ReentrantLock();
    private final ThreadPoolExecutor threads = pool(MOST, "snapshot-");
    /** A disk of the snapshots that hangs may hold all others, and a renaming does not use it. */
    private final ThreadPoolExecutor renamers = pool(1, "rename-");
    /** End the waiting of those who wait. */
    private final Set<Runnable> endings = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private static ThreadPoolExecutor pool(int number, String name) {
        return new ThreadPoolExecutor(number, number, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name(name, 0).factory());
    }

    /** Does a thing while no other such thing is done; Busy if there is one. */
    <R extends @Nullable Object> R alone(Work<R> work) {
        return onThread(() -> holdingWork(work));
    }

    /** The same while every index keeps its name; Busy if one is being renamed. */
    <R extends @Nullable Object> R aloneWithNames(Work<R> work) {
        return onThread(() -> holdingNames(() -> holdingWork(work)));
    }

    /**
     * Gives an index another name, beside all work that does not need every name; Busy where one does, and where it is not
     * done in time.
     */
    <R extends @Nullable Object> R renaming(Work<R> work) {
        if (names.isLocked()) {
            throw busy(RENAMING);
        }
        Deadline deadline = Deadline.current();
        return result(renamers, RENAMING, () -> deadline.call(() -> holdingNames(work)), begun -> {
            try {
                // It has the same deadline, and may just be saying that nothing was done.
                return done(begun, Deadline.in(SAYING_SO));
            } catch (TimeoutException atIt) {
                LOG.debug("The disk is at a renaming", atIt);
            }
            throw late(
                    "The index was not renamed within " + deadline.text() + ". The disk is at it already, so it may be "
                            + "done in the end. Look with GET /indexes, or repeat the request.");
        });
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
        return holding(names, RENAMING, work);
    }

    private static <R extends @Nullable Object> R holding(ReentrantLock lock, String busy, Work<R> work)
            throws IOException {
        if (!lock.tryLock()) {
            throw busy(busy);
        }
        try {
            return work.run();
        } finally {
            lock.unlock();
        }
    }

    private static Busy busy(String why) {
        return new Busy(ProblemType.OVERLOADED, why + " Repeat the request when that is done.", 5);
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

    /** Does a thing, whatever else is done; once it has begun it takes as long as it takes. */
    <R extends @Nullable Object> R onThread(Work<R> work) {
        return result(threads, HANGS, work, begun -> done(begun, Deadline.none()));
    }

    /** The same for what only reads: a disk that hangs keeps its caller no longer than the caller waits. */
    <R extends @Nullable Object> R soon(Work<R> work) {
        return result(threads, HANGS, work, begun -> {
            throw late(HANGS);
        });
    }

    /** What is told of work that has begun and is not done when the time of its request is over. */
    private interface Begun<R extends @Nullable Object> {
        R late(Future<R> begun) throws TimeoutException, InterruptedException, ExecutionException;
    }

    /**
     * What fails once this is closed fails because it is: its thread was interrupted, or never took it.
     *
     * @param full why no thread has begun it in time
     */
    private <R extends @Nullable Object> R result(ThreadPoolExecutor pool, String full, Work<R> work,
            Begun<R> begun) {
        QueuedWork<R> queued = new QueuedWork<>(() -> inWords(work));
        Runnable ending = () -> queued.cancel(true);
        endings.add(ending);
        try {
            pool.execute(queued);
            try {
                return done(queued, Deadline.current());
            } catch (TimeoutException late) {
                if (queued.withdraw()) {
                    pool.remove(queued);
                    throw late(full + " Nothing was done. Repeat the request later.");
                }
                return begun.late(queued);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw stopping();
        } catch (RejectedExecutionException | CancellationException | TimeoutException stopped) {
            throw stopping();
        } catch (ExecutionException failed) {
            if (closed) {
                LOG.debug("Left unfinished by the stop", failed);
                throw stopping();
            }
            throw failed.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failed);
        } finally {
            endings.remove(ending);
        }
    }

    private static <R extends @Nullable Object> R done(Future<R> work, Deadline deadline)
            throws TimeoutException, InterruptedException, ExecutionException {
        return work.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    }

    private static Busy late(String detail) {
        return new Busy(ProblemType.TIMEOUT, detail, 5);
    }

    private static <R extends @Nullable Object> R inWords(Work<R> work) {
        try {
            return work.run();
        } catch (SnapshotException failed) {
            throw problem(failed);
        } catch (IOException | UncheckedIOException failed) {
            throw broken(failed);
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

    /** Ends; what is being done is left unfinished, and nobody waits for it even where a disk that hangs lets no thread go. */
    @Override
    public void close() {
        closed = true;
        threads.shutdownNow();
        renamers.shutdownNow();
        endings.forEach(Runnable::run);
    }
}
