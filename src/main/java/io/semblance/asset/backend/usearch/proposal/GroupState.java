package io.semblance.asset.backend.usearch.proposal;

import java.util.List;
import java.util.function.Supplier;

import io.semblance.graph.Graph;

import org.jspecify.annotations.Nullable;

/**
 * What searches see of a group: its graph, and what the graph does not have yet. Changed with the engine's lock, so that the
 * two always fit together, and with the views that the engine publishes.
 */
final class GroupState {

    private final GroupSource source;
    private final int bits;
    private PendingChanges pending;
    /** False while there is no graph, and none is made, that would ever have what changes. */
    private boolean collecting = true;
    private @Nullable SharedGraph shared;

    GroupState(GroupSource source, int bits) {
        this.source = source;
        this.bits = bits;
        this.pending = new PendingChanges(bits);
    }

    /**
     * Figures of one moment.
     *
     * @param sequence up to this commit the graph has everything
     * @param waiting ids that are not in it yet
     */
    record Sizes(long codes, long bytes, long width, int waiting, long sequence) {
    }

    /** Takes a change; called with the lock. */
    void changed(long id, long[] codes, long sequence) {
        if (collecting) {
            pending.put(id, codes, sequence);
        }
    }

    /** Whether a change of an id waits to be brought into the graph. */
    boolean waits(long id) {
        synchronized (source.lock()) {
            return pending.contains(id);
        }
    }

    /** What the next view shows; null without a graph. Called with the lock. */
    @Nullable
    ProposalView view(Supplier<Recall> recall) {
        SharedGraph current = shared;
        return current == null ? null : new ProposalView(current.retain(), pending.view(), recall);
    }

    /** The graph, for the one thread that changes and replaces it. */
    @Nullable
    Graph graph() {
        synchronized (source.lock()) {
            return shared == null ? null : shared.graph();
        }
    }

    /** Uses a graph that has everything up to a commit, and what waits from then on. */
    void built(Graph graph, long sequence) {
        synchronized (source.lock()) {
            pending.dropUpTo(sequence);
            use(graph);
        }
    }

    /** Uses a graph that was saved, to which {@code older} is to be added and then what waits. */
    void loaded(Graph graph, PendingChanges older) {
        synchronized (source.lock()) {
            older.putAll(pending);
            pending.close();
            pending = older;
            use(graph);
        }
    }

    private void use(Graph graph) {
        SharedGraph before = shared;
        shared = new SharedGraph(graph);
        source.republish();
        if (before != null) {
            before.release();
        }
    }

    /**
     * The changes to add next. Only those that every search knows of: one that looks at an older state does not scan the
     * new code, and must still find the old one in the graph.
     */
    List<PendingChanges.Change> next(int most) {
        synchronized (source.lock()) {
            return pending.first(most, source.known());
        }
    }

    /** The graph has these now. */
    void absorbed(List<PendingChanges.Change> changes) {
        synchronized (source.lock()) {
            pending.absorbed(changes);
            source.republish();
        }
    }

    Sizes sizes() {
        SharedGraph current;
        long pendingBytes;
        int waiting;
        long sequence;
        synchronized (source.lock()) {
            current = shared == null ? null : shared.retain();
            pendingBytes = pending.bytes();
            waiting = pending.size();
            sequence = pending.complete(source.sequence());
        }
        if (current == null) {
            return new Sizes(0, pendingBytes, 0, waiting, 0);
        }
        try {
            // Without the lock, since a graph that is being saved lets one wait.
            Graph graph = current.graph();
            return new Sizes(graph.size(), graph.memoryBytes() + pendingBytes, graph.searchWidth(), waiting, sequence);
        } finally {
            current.release();
        }
    }

    /** Keeps what changes from now on, for a graph that is built from a later state. */
    void collect() {
        synchronized (source.lock()) {
            collecting = true;
        }
    }

    /** Searches scan from now on, and what changes is forgotten. */
    void withdraw() {
        synchronized (source.lock()) {
            SharedGraph before = shared;
            shared = null;
            collecting = false;
            pending.close();
            pending = new PendingChanges(bits);
            source.republish();
            if (before != null) {
                before.release();
            }
        }
    }

    /** Frees all, as soon as no view needs it. */
    void end() {
        synchronized (source.lock()) {
            pending.close();
            if (shared != null) {
                shared.release();
                shared = null;
            }
        }
    }
}
