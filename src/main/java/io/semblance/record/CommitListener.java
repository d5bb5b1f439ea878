package io.semblance.record;

/**
 * Follows the commits of one store, on its writer thread: after the sync and before any writer learns of it, so that
 * whatever it publishes is there when a write is acknowledged. If it throws, the store latches read-only, since what is
 * derived from the record no longer follows it.
 */
@FunctionalInterface
public interface CommitListener {

    /** Takes one commit; calls come in the order of sequence numbers. */
    void committed(Commit commit);

    /** Follows nothing. */
    static CommitListener none() {
        return commit -> {
        };
    }
}
