package io.semblance.asset.backend.usearch.proposal;

import io.semblance.kernel.BlocksView;
import io.semblance.record.ReadTask;
import io.semblance.record.ReadTransaction;

import org.jspecify.annotations.Nullable;

/** What a group needs of the engine that it belongs to. */
public interface GroupSource {

    /** Guards what the engine publishes; the group takes it to change what views are made of. */
    Object lock();

    /** Makes views of the group seen by searches; called with the lock. */
    void republish();

    /** Number of the last commit that is published; called with the lock. */
    long sequence();

    /** Number of the commit that every search which runs knows of; called with the lock. */
    long known();

    /** The latest state, to be closed by the caller; null if the engine is closed or has no such codes any more. */
    @Nullable
    State acquire();

    /**
     * The codes of the latest state alone, for as long as it takes: a state that is held keeps the record from taking back
     * what was replaced, and from growing. Otherwise as {@link #acquire}.
     */
    @Nullable
    Codes codes();

    /** The codes of one state of the index. */
    interface Codes extends AutoCloseable {

        /** Number of the commit. */
        long sequence();

        /** The codes of the group. */
        BlocksView blocks();

        @Override
        void close();
    }

    /** One state of the index, to be held for a moment. */
    interface State extends Codes {

        /** The codes that an id has, word after word; none if it has none. */
        long[] codes(ReadTransaction tx, long id);

        /** Reads the record of this state. */
        <R extends @Nullable Object> R read(ReadTask<R> task);
    }
}
