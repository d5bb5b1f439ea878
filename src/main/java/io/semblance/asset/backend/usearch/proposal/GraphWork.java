package io.semblance.asset.backend.usearch.proposal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that works on all graphs, in turns of one step each: adding to graphs is the most work there is, and must
 * leave processors to those who search.
 */
public final class GraphWork implements AutoCloseable {

    private static final long IDLE_MILLIS = 500;

    private final List<ProposalGroup> groups = new CopyOnWriteArrayList<>();
    private final Semaphore signal = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    /** Starts the thread. */
    public GraphWork() {
        thread = Thread.ofPlatform().daemon().name("graph").start(this::run);
    }

    /** Works on a group from now on. */
    public void add(ProposalGroup group) {
        groups.add(group);
        wake();
    }

    /** No more works on a group; a step that runs goes on to its end. */
    public void remove(ProposalGroup group) {
        groups.remove(group);
    }

    /** There may be something to do. */
    public void wake() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    private void run() {
        while (!closed) {
            boolean worked = false;
            for (ProposalGroup group : groups) {
                worked |= !closed && group.step();
            }
            if (!worked) {
                rest();
            }
        }
    }

    private void rest() {
        try {
            if (signal.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS)) {
                signal.drainPermits();
            }
        } catch (InterruptedException ended) {
            closed = true;
        }
    }

    /** Ends after the step that runs. */
    @Override
    public void close() {
        closed = true;
        wake();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
