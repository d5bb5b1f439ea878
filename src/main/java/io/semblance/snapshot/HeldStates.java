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
final class HeldStates {

    /** States that are held at once. */
    static final int MOST = 64;

    private final BlockingQueue<Held> queue = new ArrayBlockingQueue<>(MOST);
    private final AtomicLong taken = new AtomicLong();
    private volatile boolean closed;

    /** A state, or none, which wakes the thread. */
    record Held(String index, @Nullable CommittedState state) {

        void letGo() {
            if (state != null) {
                state.close();
            }
        }
    }

    /** Takes over a state, or closes it at once where there is no room. */
    void add(String index, CommittedState state) {
        Held held = new Held(index, state);
        // Whoever closes this may have looked for what is held in between.
        if (closed || !queue.offer(held) || (closed && queue.remove(held))) {
            held.letGo();
        }
    }

    /** The next one, for whoever takes them; null if none comes within a second. */
    @Nullable
    Held awaitNext() throws InterruptedException {
        Held next = queue.poll(1, TimeUnit.SECONDS);
        taken.incrementAndGet();
        return next;
    }

    /** The next one that is there. */
    @Nullable
    Held next() {
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
        return queue.offer(new Held("", null));
    }

    /** Lets go of all that wait. */
    void letGo() {
        List<Held> waiting = new ArrayList<>();
        queue.drainTo(waiting);
        waiting.forEach(Held::letGo);
    }

    /** Lets go of what waits while nothing is taken, until the thread that takes them ends. */
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
