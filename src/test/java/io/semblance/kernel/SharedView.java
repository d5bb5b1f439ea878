package io.semblance.kernel;

import java.util.concurrent.atomic.AtomicInteger;

/** Test index: publishes column views, counts their users, and closes a replaced view after its last user. */
final class SharedView implements ScanSource<SharedView.Counted>, AutoCloseable {

    /** A view and the number of its users, the index itself included. */
    static final class Counted {

        final ColumnView view;
        private final AtomicInteger users = new AtomicInteger(1);

        Counted(ColumnView view) {
            this.view = view;
        }

        private boolean retain() {
            return users.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
        }

        private void release() {
            if (users.decrementAndGet() == 0) {
                view.close();
            }
        }
    }

    private volatile Counted current;

    SharedView(ColumnView first) {
        current = new Counted(first);
    }

    void publish(ColumnView next) {
        Counted old = current;
        current = new Counted(next);
        old.release();
    }

    @Override
    public Counted acquire() {
        while (true) {
            Counted seen = current;
            if (seen.retain()) {
                return seen;
            }
        }
    }

    @Override
    public void release(Counted view) {
        view.release();
    }

    @Override
    public void close() {
        current.release();
    }
}
