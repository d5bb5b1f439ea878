package io.semblance.snapshot;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/** Work that waits for a thread; until one takes it, it can be withdrawn, and then it never begins. */
final class QueuedWork<R extends @Nullable Object> extends FutureTask<R> {

    private final AtomicBoolean taken = new AtomicBoolean();

    QueuedWork(Callable<R> work) {
        super(work);
    }

    @Override
    public void run() {
        if (taken.compareAndSet(false, true)) {
            super.run();
        }
    }

    /** False, and nothing happens, once a thread has taken it. */
    boolean withdraw() {
        return taken.compareAndSet(false, true);
    }
}
