package io.semblance.asset;

import io.semblance.code.IsccId;

import org.jspecify.annotations.Nullable;

/**
 * An index as it was after one commit. Whoever is given one closes it, and soon: it keeps pages of the record from being
 * used again.
 */
public interface CommittedState extends AutoCloseable {

    /** Number of the commit. */
    long sequence();

    /** Its time, microseconds since the epoch. */
    long timeMicros();

    /** Whether an earlier commit of that number and time led here: an index that was made anew has other times. */
    boolean follows(long sequence, long timeMicros);

    /**
     * Visits each asset that changed after an earlier commit, once, as it is in this state.
     *
     * @return false if the change log no longer reaches back so far, or never knew that commit; nothing was visited then
     */
    boolean changedSince(long sequence, Visitor visitor);

    /** Lets go of it; once more does nothing. */
    @Override
    void close();

    /** Takes what changed. */
    @FunctionalInterface
    interface Visitor {

        /**
         * One asset.
         *
         * @param asset all of it, simprints included; null if it is gone
         */
        void changed(IsccId id, @Nullable Asset asset);
    }

    /** Told of every commit, on the thread that makes them: must be quick. */
    @FunctionalInterface
    interface Follower {

        /** A commit of an index is durable. */
        void committed(String index, CommittedState state);
    }
}
