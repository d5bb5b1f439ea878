package io.semblance.record;

/**
 * A piece of writing that is committed whole or not at all. It must be a function of the transaction: it may be run
 * again from the same or from a later state, because the map had to grow or another task failed, and only the last run
 * counts. A task that checks everything before its first write fails cheaply; one that throws after having written costs
 * its companions a second run. It runs on the writer thread and must wait for nothing.
 *
 * @param <R> what the writer wants to know afterwards
 */
@FunctionalInterface
public interface WriteTask<R> {

    /** Reads and writes; the transaction must not be used after this returns. */
    R apply(WriteTransaction tx);

    /** About how many bytes it writes; the sizes of groups and of the queue are bounded by the sum. */
    default long bytesHint() {
        return 0;
    }
}
