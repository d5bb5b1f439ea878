package io.semblance.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.semblance.asset.CommittedState;

import org.jspecify.annotations.Nullable;

/**
 * States after commits, held in their order until one thread has read what changed. Each keeps pages of its record from being
 * used again, so only so many are held, of all indexes; and once that thread takes nothing for too long, a guard lets go of those
 * that wait. Whoever commits never waits here.
 */
final class WaitingStates {

    /** States that are held at once. */
    static final int MOST = 64;

    private final BlockingQueue<WaitingState> queue = new ArrayBlockingQueue<>(MOST);
    private final AtomicLong taken = new AtomicLong();
    private volatile boolean closed;

    /** A state, or none, which wakes the thread. */
    record WaitingState(String index, @Nullable CommittedState state) {

        void letGo() {
            if (state != null) {
                state.close();
            }
        }
    }

    /** Takes over a state, or closes it at once where there is no room. */
    void add(String index, CommittedState state) {
        WaitingState held = new WaitingState(index, state);
        // Whoever closes this may have looked for what is held in between.
        if (closed || !queue.offer(held) || (closed && queue.remove(held))) {
            held.letGo();
        }
    }

    /** The next one, for the thread that takes them; null if none comes within a second. Asking shows the guard that it goes on. */
    @Nullable
    WaitingState awaitNext() throws InterruptedException {
        WaitingState next = queue.poll(1, TimeUnit.SECONDS);
        taken.incrementAndGet();
        return next;
    }

    /** The next one that is there. */
    @Nullable
    WaitingState next() {
        return queue.poll();
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    boolean isClosed() {
        return closed;
    }

    /** Takes no more; what is held stays. False if the thread that takes them could not be woken, since all places are taken. */
    boolean close() {
        closed = true;
        return queue.offer(new WaitingState("", null));
    }

    /** Lets go of all that wait. */
    void letGo() {
        List<WaitingState> waiting = new ArrayList<>();
        queue.drainTo(waiting);
        waiting.forEach(WaitingState::letGo);
    }

    /** Lets go of what waits while nobody asks for it; once the thread that takes them has ended, of all that comes. */
    void guard(Thread taker, long patienceMillis) {
        long seen = -1;
        while (!closed && taker.isAlive()) {
            try {
                taker.join(patienceMillis);
            } catch (InterruptedException stopped) {
                return;
            }
            long now = taken.get();
            if (now == seen) {
                letGo();
            }
            seen = now;
        }
        if (!closed) {
            closed = true;
            letGo();
        }
    }
}
