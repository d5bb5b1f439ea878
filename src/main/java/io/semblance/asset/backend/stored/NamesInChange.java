package io.semblance.asset.backend.stored;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The names of the indexes that are being created, deleted, renamed or copied: two changes of one name exclude each other,
 * and whoever closes all indexes first waits for those that have begun, since one may be about to open another record.
 */
final class NamesInChange {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition given = lock.newCondition();
    private final Set<String> names = new TreeSet<>();
    private boolean ended;

    /** Takes all of these names; false, and none is taken, if one is taken already or no change begins any more. */
    boolean take(List<String> wanted) {
        lock.lock();
        try {
            return !ended && wanted.stream().noneMatch(names::contains) && names.addAll(wanted);
        } finally {
            lock.unlock();
        }
    }

    /** Gives them back, whether the change came to its end or not. */
    void give(List<String> taken) {
        lock.lock();
        try {
            taken.forEach(names::remove);
            given.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The first of these names that is taken; the first of all if none is by now. */
    String takenOf(List<String> wanted) {
        lock.lock();
        try {
            return wanted.stream().filter(names::contains).findFirst().orElse(wanted.getFirst());
        } finally {
            lock.unlock();
        }
    }

    /** Whether no change begins any more. */
    boolean hasEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets no change begin any more, and waits for those that have.
     *
     * @return the names whose changes were not done by then
     */
    List<String> end(Duration patience) {
        lock.lock();
        try {
            ended = true;
            long left = patience.toNanos();
            while (!names.isEmpty() && left > 0) {
                left = given.awaitNanos(left);
            }
            return List.copyOf(names);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return List.copyOf(names);
        } finally {
            lock.unlock();
        }
    }
}
