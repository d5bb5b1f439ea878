package io.semblance.admission;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * So many searches are worked on at once; the others wait for their turn before anything of them is parsed, first come
 * first served, and so many of them that one more would wait for longer than anybody asks for is refused. Searches share
 * their passes over the codes, so a few passes' worth of them keep every processor busy. What goes beyond that makes
 * nothing faster, but a search that has been parsed and waits is memory, which the collector copies again and again.
 */
public final class SearchTurns {

    /** Four passes' worth: one that is scanned, one that gathers, and what is parsed and answered meanwhile. */
    private static final int AT_ONCE = 256;
    private static final int AT_ONCE_FOR_EACH_PROCESSOR = 16;
    /** Of the heap for each that waits; the container's part of a request takes some 32 KiB. */
    private static final long BYTES_FOR_ONE_WAITING = 256L << 10;
    private static final int FEWEST_WAITING = 1_024;
    /** Half of the connections that Tomcat lets in; the other half is for probes and for who is refused. */
    private static final int MOST_WAITING = 4_096;

    private final Semaphore turns;
    private final int mostWaiting;
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder refused = new LongAdder();

    /** As many as this machine can use. */
    public SearchTurns() {
        this(Math.max(AT_ONCE, AT_ONCE_FOR_EACH_PROCESSOR * Runtime.getRuntime().availableProcessors()),
                Math.clamp(Runtime.getRuntime().maxMemory() / BYTES_FOR_ONE_WAITING, FEWEST_WAITING, MOST_WAITING));
    }

    /**
     * So many.
     *
     * @param atOnce how many are worked on
     * @param mostWaiting how many wait besides
     */
    public SearchTurns(int atOnce, int mostWaiting) {
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

    /** Whether so many wait that the next is refused; counts it as refused if so. */
    public boolean refuses() {
        boolean full = waiting.get() >= mostWaiting;
        if (full) {
            refused.increment();
        }
        return full;
    }

    /** Counts a search that was refused for another reason. */
    public void countRefused() {
        refused.increment();
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
