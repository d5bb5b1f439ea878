package io.semblance.snapshot;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock on files that tells for how long it has been held: whoever holds it may wait for a disk that hangs, and says nothing
 * then.
 */
final class HeldLock {

    private final ReentrantLock lock = new ReentrantLock();
    /** A time of {@link System#nanoTime()}; 0 while nobody holds it. */
    private volatile long since;

    void lock() {
        lock.lock();
        begin();
    }

    boolean tryLock(long millis) throws InterruptedException {
        boolean locked = lock.tryLock(millis, TimeUnit.MILLISECONDS);
        if (locked) {
            begin();
        }
        return locked;
    }

    private void begin() {
        if (lock.getHoldCount() == 1) {
            // Never 0, and a nanosecond is nothing here.
            since = System.nanoTime() | 1;
        }
    }

    void unlock() {
        if (lock.getHoldCount() == 1) {
            since = 0;
        }
        lock.unlock();
    }

    /** For how long somebody has held it without a break; 0 if nobody does. */
    double heldSeconds() {
        long began = since;
        return began == 0 ? 0 : (System.nanoTime() - began) / 1e9;
    }
}
