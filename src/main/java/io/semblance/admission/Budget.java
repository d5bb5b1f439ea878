package io.semblance.admission;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * So many bytes may be held at once; who wants more waits its turn, first come first served. What is larger than the
 * whole budget takes all of it, and so is alone.
 */
public final class Budget {

    private static final int UNIT = 1_024;

    private final int units;
    private final Semaphore free;

    /** @param bytes at least one KiB */
    public Budget(long bytes) {
        this.units = Math.clamp(bytes / UNIT, 1, Integer.MAX_VALUE);
        this.free = new Semaphore(units, true);
    }

    /**
     * Takes so many bytes, waiting for them if need be.
     *
     * @return what is to be given back by {@link #release}; 0 if they did not become free in time
     */
    public int take(long bytes, Duration patience) throws InterruptedException {
        int wanted = Math.clamp((bytes + UNIT - 1) / UNIT, 1, units);
        return free.tryAcquire(wanted, patience.toNanos(), TimeUnit.NANOSECONDS) ? wanted : 0;
    }

    /** Whether somebody waits for some of it. */
    public boolean isAwaited() {
        return free.hasQueuedThreads();
    }

    /** Gives back what {@link #take} returned. */
    public void release(int taken) {
        free.release(taken);
    }
}
