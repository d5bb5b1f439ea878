package io.semblance.record;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A task that waits for its commit, and how its last run ended. It can be withdrawn, by cancelling its future, until the
 * writer takes it; and the writer leaves out one whose time is over, since whoever sent it has gone or sends it again.
 */
final class PendingWrite<R> {

    private final WriteTask<R> task;
    private final long bytes;
    private final long end;
    private final CompletableFuture<R> future;
    private @Nullable R result;
    private @Nullable Throwable failure;

    /**
     * @param within after this time it must not begin any more
     * @param withdrawal takes it out of the queue; false if it is no longer there
     */
    PendingWrite(WriteTask<R> task, Duration within, Predicate<PendingWrite<?>> withdrawal) {
        this.task = task;
        this.bytes = Math.max(0, task.bytesHint());
        this.end = System.nanoTime() + within.toNanos();
        this.future = new Withdrawable(withdrawal);
    }

    private final class Withdrawable extends CompletableFuture<R> {

        private final Predicate<PendingWrite<?>> withdrawal;

        Withdrawable(Predicate<PendingWrite<?>> withdrawal) {
            this.withdrawal = withdrawal;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            return withdrawal.test(PendingWrite.this) && super.cancel(mayInterruptIfRunning);
        }
    }

    boolean isTooLate() {
        return System.nanoTime() - end >= 0;
    }

    long bytes() {
        return bytes;
    }

    CompletableFuture<R> future() {
        return future;
    }

    /** Runs the task; false if it threw. What an earlier run left is forgotten. */
    boolean run(WriteTransaction tx) {
        result = null;
        failure = null;
        try {
            result = task.apply(tx);
            return true;
        } catch (RuntimeException | Error e) {
            failure = e;
            return false;
        }
    }

    boolean failed() {
        return failure != null;
    }

    @Nullable
    R result() {
        return result;
    }

    /** Tells the writer how the last run ended. */
    void complete() {
        if (failure != null) {
            future.completeExceptionally(failure);
        } else {
            future.complete(result);
        }
    }

    void fail(Throwable cause) {
        future.completeExceptionally(cause);
    }
}
