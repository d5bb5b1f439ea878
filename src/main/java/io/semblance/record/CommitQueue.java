package io.semblance.record;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The tasks that wait, and the one platform thread that takes them in groups. The thread begins with the first task and
 * ends after idling: a thousand quiet indexes hold no thousand threads.
 */
final class CommitQueue {

    private final String name;
    private final RecordOptions options;
    private final Consumer<List<PendingWrite<?>>> commit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<PendingWrite<?>> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private boolean closed;
    private @Nullable Thread writer;

    /** The commit gets groups that are not empty, one at a time, and completes each task in them. */
    CommitQueue(String name, RecordOptions options, Consumer<List<PendingWrite<?>>> commit) {
        this.name = name;
        this.options = options;
        this.commit = commit;
    }

    /**
     * Takes a task.
     *
     * @throws StoreBusyException if too much waits already
     * @throws StoreClosedException after {@link #close}
     */
    void add(PendingWrite<?> write) {
        lock.lock();
        try {
            if (closed) {
                throw new StoreClosedException();
            }
            boolean tooManyBytes = !waiting.isEmpty() && waitingBytes + write.bytes() > options.queueBytes();
            if (waiting.size() >= options.queueTasks() || tooManyBytes) {
                throw new StoreBusyException(waiting.size() + " writes wait for the disk already", null);
            }
            if (writer == null) {
                writer = Thread.ofPlatform().name("record-" + name).start(this::work);
            }
            waiting.add(write);
            waitingBytes += write.bytes();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the next task is refused, if it is a small one. */
    boolean isFull() {
        lock.lock();
        try {
            return waiting.size() >= options.queueTasks() || waitingBytes >= options.queueBytes();
        } finally {
            lock.unlock();
        }
    }

    /** Takes a task out again that the writer has not taken yet; false, with nothing changed, if it has. */
    boolean withdraw(PendingWrite<?> write) {
        lock.lock();
        try {
            boolean waited = waiting.remove(write);
            if (waited) {
                waitingBytes -= write.bytes();
            }
            return waited;
        } finally {
            lock.unlock();
        }
    }

    /** Refuses further tasks and waits until those that wait are done; false if that took too long. */
    boolean close(long nanos) throws InterruptedException {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            long left = nanos;
            while (writer != null) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Number of tasks that wait. */
    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        List<PendingWrite<?>> group = nextGroup();
        while (!group.isEmpty()) {
            List<PendingWrite<?>> inTime = withoutLate(group);
            if (!inTime.isEmpty()) {
                commitOrFail(inTime);
            }
            group = nextGroup();
        }
    }

    private static List<PendingWrite<?>> withoutLate(List<PendingWrite<?>> group) {
        List<PendingWrite<?>> inTime = new ArrayList<>(group.size());
        for (PendingWrite<?> write : group) {
            if (write.isTooLate()) {
                write.fail(new StoreTimeoutException("the write waited for its turn until its time was over"));
            } else {
                inTime.add(write);
            }
        }
        return inTime;
    }

    /** A commit answers for its tasks; what it cannot even say (memory ran out) must not take the writer with it. */
    private void commitOrFail(List<PendingWrite<?>> group) {
        try {
            commit.accept(group);
        } catch (RuntimeException | Error e) {
            LoggerFactory.getLogger(CommitQueue.class).error("The writer of record {} failed", name, e);
            StoreFailedException failure = new StoreFailedException("the writer failed; whether it wrote is unknown",
                    e);
            group.forEach(write -> write.fail(failure));
        }
    }

    /** Waits for tasks; empty once the thread is to end, and then it is no longer the writer. */
    private List<PendingWrite<?>> nextGroup() {
        lock.lock();
        try {
            awaitTasks(options.idle().toNanos());
            List<PendingWrite<?>> group = takeGroup();
            if (group.isEmpty()) {
                writer = null;
                changed.signalAll();
            }
            return group;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a task or the end; an interrupt, which only a task can have asked for, counts as having idled enough. */
    private void awaitTasks(long nanos) {
        try {
            long left = nanos;
            while (waiting.isEmpty() && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            LoggerFactory.getLogger(CommitQueue.class).debug("The writer of record {} was interrupted", name, e);
        }
    }

    private List<PendingWrite<?>> takeGroup() {
        List<PendingWrite<?>> group = new ArrayList<>();
        long bytes = 0;
        while (!waiting.isEmpty() && group.size() < options.groupTasks()
                && (group.isEmpty() || bytes + waiting.element().bytes() <= options.groupBytes())) {
            PendingWrite<?> next = waiting.remove();
            bytes += next.bytes();
            group.add(next);
        }
        waitingBytes -= bytes;
        return group;
    }
}
