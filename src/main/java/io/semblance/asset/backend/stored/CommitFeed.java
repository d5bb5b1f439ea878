package io.semblance.asset.backend.stored;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.semblance.asset.BackendReport.CommitObserver;
import io.semblance.asset.CommittedState;
import io.semblance.record.Commit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of the commits of all indexes. What follows commits is not worth losing one: what it throws is logged. */
final class CommitFeed {

    private static final Logger LOG = LoggerFactory.getLogger(CommitFeed.class);

    private final List<CommitObserver> observers = new CopyOnWriteArrayList<>();
    private volatile CommittedState.@Nullable Follower follower;

    void observe(CommitObserver observer) {
        observers.add(observer);
    }

    /** From now on this one alone is given the states; null for none. */
    void follow(CommittedState.@Nullable Follower next) {
        follower = next;
    }

    void committed(String name, Commit commit) {
        CommittedState.Follower following = follower;
        if (following != null && commit.snapshot().tryRetain()) {
            HeldState state = new HeldState(commit.snapshot());
            try {
                following.committed(name, state);
            } catch (RuntimeException failed) {
                state.close();
                LOG.warn("A commit was not followed", failed);
            }
        }
        for (CommitObserver observer : observers) {
            try {
                observer.committed(commit.results().size(), commit.nanos());
            } catch (RuntimeException failed) {
                LOG.warn("A commit was not counted", failed);
            }
        }
    }
}
