package io.semblance.snapshot;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * What keeps changes from being shipped, and when it is tried again: after a second at first, and ever more seldom up to once a
 * minute, since going on means reading the files that there are. Changed by one thread at a time; all may ask for the fault.
 */
final class ShippingTrouble {

    private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(1);

    private volatile @Nullable String fault;
    private volatile long begun;
    private long since;
    private long pause;

    /** Something failed; true if all was well before. */
    boolean met(Throwable failed) {
        boolean isNew = fault == null;
        since = System.nanoTime();
        begun = isNew ? since : begun;
        pause = isNew ? FIRST_NANOS : Math.min(2 * pause, LONGEST_NANOS);
        fault = failed.toString();
        return isNew;
    }

    /** Whether it is time to try again. */
    boolean isDue() {
        return fault != null && System.nanoTime() - since >= pause;
    }

    /** All is well; true if it was not before. */
    boolean isOver() {
        boolean was = fault != null;
        fault = null;
        return was;
    }

    /** How long it has been so, in seconds; 0 if all is well. */
    double seconds() {
        return fault == null ? 0 : (System.nanoTime() - begun) / 1e9;
    }

    /** What failed last; null if all is well. */
    @Nullable
    String fault() {
        return fault;
    }
}
