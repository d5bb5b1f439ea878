package io.semblance.asset.backend.usearch.proposal;

import java.util.ArrayList;
import java.util.List;

import com.carrotsearch.hppc.LongArrayDeque;
import com.carrotsearch.hppc.LongLongHashMap;
import com.carrotsearch.hppc.procedures.LongProcedure;

import io.semblance.kernel.BlocksView;
import io.semblance.kernel.SimprintColumn;

/**
 * What was committed and is not in the graph yet: the ids, about in the order in which they changed, and the codes that
 * they have now, in blocks of their own. A search scans these blocks beside the graph, so that it sees every acknowledged
 * write at once, however far behind the graph is. Guarded by the engine's lock.
 */
final class PendingChanges implements AutoCloseable {

    private final SimprintColumn fresh;
    /** Sequence number of the last change of each id that waits. */
    private final LongLongHashMap latest = new LongLongHashMap();
    private final LongArrayDeque ids = new LongArrayDeque();
    /** For each of {@link #ids} the sequence number of its first change that the graph does not have. */
    private final LongArrayDeque sequences = new LongArrayDeque();

    /**
     * One id that waits.
     *
     * @param sequence number of its last change
     * @param codes all codes it has now, word after word; none if it was removed
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Change(long id, long sequence, long[] codes) {
    }

    PendingChanges(int bits) {
        this.fresh = new SimprintColumn(bits);
    }

    /** Takes a change; of several of one id the last one counts. */
    void put(long id, long[] codes, long sequence) {
        if (codes.length == 0) {
            fresh.remove(id);
        } else {
            fresh.replace(id, codes);
        }
        if (!latest.containsKey(id)) {
            ids.addLast(id);
            sequences.addLast(sequence);
        }
        latest.put(id, sequence);
    }

    /** Takes over what another one holds; that is all newer. */
    void putAll(PendingChanges newer) {
        newer.first(newer.size(), Long.MAX_VALUE)
                .forEach(change -> put(change.id(), change.codes(), change.sequence()));
    }

    int size() {
        return latest.size();
    }

    boolean contains(long id) {
        return latest.containsKey(id);
    }

    long bytes() {
        return fresh.bytes();
    }

    /** Up to which commit the graph has everything, if the last commit is {@code last}. */
    long complete(long last) {
        long complete = last;
        for (var sequence : sequences) {
            complete = Math.min(complete, sequence.value - 1);
        }
        return complete;
    }

    /** The first ones that did not change after a commit, at most {@code most}. What changes all the time keeps nobody waiting. */
    List<Change> first(int most, long sequence) {
        for (int i = ids.size(); i > 0 && latest.get(ids.getFirst()) > sequence; i--) {
            ids.addLast(ids.removeFirst());
            sequences.addLast(sequences.removeFirst());
        }
        List<Change> first = new ArrayList<>(Math.min(most, size()));
        for (var id : ids) {
            if (first.size() == most || latest.get(id.value) > sequence) {
                break;
            }
            first.add(new Change(id.value, latest.get(id.value), fresh.codes(id.value)));
        }
        return first;
    }

    /** The graph now has these, which {@link #first} gave; those that changed again meanwhile go on waiting. */
    void absorbed(List<Change> changes) {
        LongArrayDeque kept = new LongArrayDeque();
        LongArrayDeque keptSequences = new LongArrayDeque();
        for (Change change : changes) {
            long id = ids.removeFirst();
            long sequence = sequences.removeFirst();
            if (latest.get(id) == change.sequence()) {
                latest.remove(id);
                fresh.remove(id);
            } else {
                kept.addFirst(id);
                keptSequences.addFirst(sequence);
            }
        }
        kept.forEach((LongProcedure) ids::addFirst);
        keptSequences.forEach((LongProcedure) sequences::addFirst);
    }

    /** Forgets what last changed in a commit up to {@code sequence}: another graph has it. */
    void dropUpTo(long sequence) {
        LongArrayDeque keptIds = new LongArrayDeque();
        LongArrayDeque keptSequences = new LongArrayDeque();
        while (!ids.isEmpty()) {
            long id = ids.removeFirst();
            long first = sequences.removeFirst();
            if (latest.get(id) > sequence) {
                keptIds.addLast(id);
                keptSequences.addLast(Math.max(first, sequence + 1));
            } else {
                latest.remove(id);
                fresh.remove(id);
            }
        }
        keptIds.forEach((LongProcedure) ids::addLast);
        keptSequences.forEach((LongProcedure) sequences::addLast);
    }

    /** The codes to scan; closed by the caller. */
    BlocksView view() {
        return fresh.view();
    }

    @Override
    public void close() {
        fresh.close();
    }
}
