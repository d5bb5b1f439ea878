package io.semblance.asset.backend.stored;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** A change that waits for a thread. Until one takes it, it can be withdrawn by cancelling it; then it never begins. */
final class QueuedChange<R extends @Nullable Object> extends CompletableFuture<R> implements Runnable {

    private final Supplier<R> change;
    private final Runnable after;
    private final Consumer<Runnable> queue;
    private final AtomicBoolean taken = new AtomicBoolean();

    /**
     * @param after runs once it has ended or was withdrawn
     * @param queue takes it out of where it waits
     */
    QueuedChange(Supplier<R> change, Runnable after, Consumer<Runnable> queue) {
        this.change = change;
        this.after = after;
        this.queue = queue;
    }

    @Override
    public void run() {
        if (!taken.compareAndSet(false, true)) {
            return;
        }
        try {
            R result;
            try {
                result = change.get();
            } finally {
                after.run();
            }
            complete(result);
        } catch (RuntimeException | Error failed) {
            completeExceptionally(failed);
        }
    }

    /** False, and nothing happens, once a thread has taken it. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (!taken.compareAndSet(false, true)) {
            return false;
        }
        queue.accept(this);
        after.run();
        return super.cancel(mayInterruptIfRunning);
    }
}
