package io.semblance.record;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A task that waits for its commit, and how its last run ended. */
final class PendingWrite<R> {

    private final WriteTask<R> task;
    private final long bytes;
    private final CompletableFuture<R> future = new CompletableFuture<>();
    private @Nullable R result;
    private @Nullable Throwable failure;

    PendingWrite(WriteTask<R> task) {
        this.task = task;
        this.bytes = Math.max(0, task.bytesHint());
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
