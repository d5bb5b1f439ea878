package io.semblance.asset.backend.stored;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.semblance.admission.Deadline;
import io.semblance.problem.Broken;
import io.semblance.problem.Busy;
import io.semblance.problem.ProblemType;
import io.semblance.record.RecordFormatException;
import io.semblance.record.StorageFullException;
import io.semblance.record.StoreBusyException;
import io.semblance.record.StoreClosedException;
import io.semblance.record.StoreException;
import io.semblance.record.StoreFailedException;
import io.semblance.record.StoreTimeoutException;

import org.jspecify.annotations.Nullable;

/** Waits for what another thread does, and says in the terms of the catalogue what went wrong there. */
public final class Waiting {

    private static final int RETRY_AFTER_SECONDS = 2;
    private static final String NOTHING_STORED = "Nothing was stored. Repeat the request later, or give it more time by the "
            + "header Semblance-Deadline.";
    private static final String NOTHING_DONE = "It did not get its turn, and nothing was done. Repeat the request later, or "
            + "give it more time by the header Semblance-Deadline.";

    private Waiting() {
    }

    /**
     * The result of a piece of reading, which is given up when the time of the request is over.
     *
     * @throws Busy if it was not there in time
     */
    public static <R extends @Nullable Object> R on(CompletableFuture<R> future) {
        Deadline deadline = Deadline.current();
        return until(deadline, future, () -> {
            future.cancel(false);
            throw late(deadline, "Repeat the request a little later, or give it more time by the header "
                    + "Semblance-Deadline.");
        });
    }

    /**
     * The result of a write. One that has not begun when the time of the request is over is withdrawn; one that has is left
     * to its end, without anybody waiting for it.
     *
     * @throws Busy if it was not done in time; says whether it may still be
     */
    static <R extends @Nullable Object> R onWrite(CompletableFuture<R> future) {
        return orWithdrawn(future, NOTHING_STORED,
                "The disk is at this write already, so it may be stored in the end. Repeat it, which does no harm, or look.");
    }

    /** The result of a change of what indexes there are, as that of a write. */
    static <R extends @Nullable Object> R onChange(CompletableFuture<R> future) {
        return orWithdrawn(future, NOTHING_DONE,
                "The disk is at this change already, so it may be done in the end. Look with GET /indexes, or repeat it.");
    }

    private static <R extends @Nullable Object> R orWithdrawn(CompletableFuture<R> future, String withdrawn,
            String begun) {
        Deadline deadline = Deadline.current();
        return until(deadline, future, () -> {
            throw late(deadline, future.cancel(false) ? withdrawn : begun);
        });
    }

    /** The same for whoever has to know when it is over: one that has begun is waited for, however long that takes. */
    static <R extends @Nullable Object> R onWholeChange(CompletableFuture<R> future) {
        Deadline deadline = Deadline.current();
        return until(deadline, future, () -> {
            if (future.cancel(false)) {
                throw late(deadline, NOTHING_DONE);
            }
            return until(Deadline.none(), future, () -> {
                throw late(deadline, "Ask again later.");
            });
        });
    }

    private static Busy late(Deadline deadline, String advice) {
        return new Busy(ProblemType.TIMEOUT, "Not done within " + deadline.text() + ". " + advice, RETRY_AFTER_SECONDS);
    }

    private static <R extends @Nullable Object> R until(Deadline deadline, CompletableFuture<R> future,
            Supplier<R> late) {
        try {
            return future.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException over) {
            return late.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Busy(ProblemType.STOPPING,
                    "The service stops before this request is done; a write may have been stored. Ask again later.", 5);
        } catch (ExecutionException failed) {
            throw problem(failed.getCause() == null ? failed : failed.getCause());
        }
    }

    /**
     * What a failure of the record means to a caller; other failures are returned as they are, and so is that it is closed:
     * {@link StoredIndex} knows why.
     */
    public static RuntimeException problem(Throwable failure) {
        return switch (failure) {
            case StoreException store -> problem(store);
            case RuntimeException other -> other;
            case Error error -> throw error;
            default -> new IllegalStateException(failure);
        };
    }

    private static RuntimeException problem(StoreException failure) {
        return switch (failure) {
            case StoreBusyException busy -> new Busy(ProblemType.OVERLOADED,
                    "The index takes no writes at the moment: " + busy.getMessage()
                            + ". Nothing was stored; repeat the request later.",
                    1);
            case StoreTimeoutException late -> new Busy(ProblemType.TIMEOUT,
                    "The disk is slow, and this write did not get its turn in time. " + NOTHING_STORED,
                    RETRY_AFTER_SECONDS);
            case StorageFullException full -> new Broken(ProblemType.STORAGE_FULL,
                    "There is not enough free storage to write. Free some; reading goes on, and writing will then too.",
                    full);
            case StoreFailedException failed -> new Broken(ProblemType.INDEX_FAILED,
                    "This index cannot be written since its storage failed. "
                            + (failed.isInDoubt()
                                    ? "Whether this request was stored shows after a restart"
                                    : "Nothing of this request was stored")
                            + ". Restart the service once the storage is sound; reading goes on until then.",
                    failed);
            case StoreClosedException closed -> closed;
            case RecordFormatException format -> format;
        };
    }
}
