package io.semblance.admission;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * So many searches are worked on at once; the others wait for their turn before anything of them is read, first come
 * first served, and so many of them that one more would wait for longer than anybody asks for is refused. Searches share
 * their passes over the codes, so a few passes' worth of them keep every processor busy. What goes beyond that makes
 * nothing faster, but a search that has been parsed and waits is memory, which the collector copies again and again.
 */
public final class SearchTurns {

    /** Four passes' worth: one that is scanned, one that gathers, and what is parsed and answered meanwhile. */
    private static final int AT_ONCE = 256;
    private static final int AT_ONCE_FOR_EACH_PROCESSOR = 16;
    private static final int WAITING = 1_024;

    private final Semaphore turns;
    private final int mostWaiting;
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder refused = new LongAdder();

    /** As many as this machine can use. */
    public SearchTurns() {
        this(Math.max(AT_ONCE, AT_ONCE_FOR_EACH_PROCESSOR * Runtime.getRuntime().availableProcessors()), WAITING);
    }

    /**
     * @param atOnce how many are worked on
     * @param mostWaiting how many wait besides
     */
    SearchTurns(int atOnce, int mostWaiting) {
        this.turns = new Semaphore(atOnce, true);
        this.mostWaiting = mostWaiting;
    }

    /**
     * Takes a turn, waiting for it if need be; whoever has one gives it back by {@link #release}.
     *
     * @return false, which counts as a refusal, if too many wait already or the turn did not come in time
     */
    public boolean take(Duration patience) throws InterruptedException {
        if (waiting.get() == 0 && turns.tryAcquire()) {
            return true;
        }
        boolean taken = false;
        try {
            taken = waiting.incrementAndGet() <= mostWaiting
                    && turns.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            waiting.decrementAndGet();
            if (!taken) {
                refused.increment();
            }
        }
        return taken;
    }

    /** Gives a turn back. */
    public void release() {
        turns.release();
    }

    /** How many wait. */
    public int waiting() {
        return waiting.get();
    }

    /** How many were refused so far. */
    public long refused() {
        return refused.sum();
    }
}
