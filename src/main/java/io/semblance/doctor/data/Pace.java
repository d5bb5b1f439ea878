package io.semblance.doctor.data;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Rests as long as it works, until the time is over or the thread is interrupted. */
final class Pace implements Runnable {

    private final long end;
    private final int step;
    private final LongSupplier clock;
    private final LongConsumer rest;
    private long since;
    private long entries;

    /**
     * @param end when the time is over, by the clock
     * @param step rests after as many entries
     * @param clock nanoseconds as those of {@link System#nanoTime()}
     * @param rest waits for so many of them
     */
    Pace(long end, int step, LongSupplier clock, LongConsumer rest) {
        this.end = end;
        this.step = step;
        this.clock = clock;
        this.rest = rest;
        this.since = clock.getAsLong();
    }

    /** The time is over. */
    static final class OutOfTimeException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /** How many it has seen. */
    long entries() {
        return entries;
    }

    /** Called for each entry: rests if it is time to, and tells whether there is time for this one. */
    boolean goesOn() {
        if (++entries % step != 0) {
            return true;
        }
        long now = clock.getAsLong();
        if (now > end || Thread.currentThread().isInterrupted()) {
            return false;
        }
        rest(now);
        return true;
    }

    /** Rests for what was done since the last time. */
    void rest() {
        rest(clock.getAsLong());
    }

    private void rest(long now) {
        rest.accept(now - since);
        since = clock.getAsLong();
    }

    /** The same for whoever is told by an exception. */
    @Override
    public void run() {
        if (!goesOn()) {
            throw new OutOfTimeException();
        }
    }
}
