package io.semblance.proof.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for an order of a register's operations that explains all their answers: one after the other, none before another
 * that had ended when it began. It is the search of Wing and Gong (1993) with the memory of Lowe (2017): walk along the
 * calls, take the first that fits the state, and go back when a return is met whose call was not taken; a set of taken
 * calls that was met before with the same state is not tried again.
 */
final class WitnessOrder {

    /** A call, or the return that belongs to it, in a doubly linked list by time. */
    private static final class Entry {

        final int number;
        final long time;
        final Entry pair;
        Entry before = this;
        Entry next = this;

        Entry(int number, long time, boolean call, long end) {
            this.number = number;
            this.time = time;
            this.pair = call ? new Entry(number, end, false, end) : this;
        }

        boolean isCall() {
            return pair != this;
        }

        void unlink() {
            before.next = next;
            next.before = before;
        }

        void relink() {
            before.next = this;
            next.before = this;
        }
    }

    private record Taken(Entry call, long stateBefore) {
    }

    private record Met(BitSet taken, long state) {
    }

    private final List<Operation> operations;
    private final Entry head = new Entry(-1, Long.MIN_VALUE, false, 0);

    private WitnessOrder(List<Operation> operations) {
        this.operations = operations;
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < operations.size(); i++) {
            Entry call = new Entry(i, operations.get(i).began(), true, operations.get(i).ended());
            entries.add(call);
            entries.add(call.pair);
        }
        // Of two at one time the call comes first: they may then have overlapped, which forgives more and never less.
        entries.sort(Comparator.comparingLong((Entry entry) -> entry.time)
                .thenComparingInt(entry -> entry.isCall() ? 0 : 1));
        Entry last = head;
        for (Entry entry : entries) {
            last.next = entry;
            entry.before = last;
            last = entry;
        }
        last.next = head;
        head.before = last;
    }

    /** Whether there is such an order, beginning with no asset. */
    static boolean exists(List<Operation> operations) {
        return new WitnessOrder(operations).search();
    }

    private boolean search() {
        long state = Operation.ABSENT;
        BitSet taken = new BitSet(operations.size());
        Set<Met> met = new HashSet<>();
        Deque<Taken> path = new ArrayDeque<>();
        Entry entry = head.next;
        while (head.next != head) {
            if (entry.isCall()) {
                long after = operations.get(entry.number).after(state);
                if (after != Operation.IMPOSSIBLE && isNew(met, taken, entry.number, after)) {
                    path.push(new Taken(entry, state));
                    taken.set(entry.number);
                    state = after;
                    entry.unlink();
                    entry.pair.unlink();
                    entry = head.next;
                } else {
                    entry = entry.next;
                }
            } else {
                if (path.isEmpty()) {
                    return false;
                }
                Taken last = path.pop();
                state = last.stateBefore;
                taken.clear(last.call.number);
                last.call.pair.relink();
                last.call.relink();
                entry = last.call.next;
            }
        }
        return true;
    }

    private static boolean isNew(Set<Met> met, BitSet taken, int number, long after) {
        BitSet with = (BitSet) taken.clone();
        with.set(number);
        return met.add(new Met(with, after));
    }
}
