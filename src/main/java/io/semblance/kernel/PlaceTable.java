package io.semblance.kernel;

import java.util.Arrays;
import java.util.function.IntToLongFunction;

/**
 * Finds the place of an id, without keeping the id: a hash table of places alone, since the id of a place can be read where
 * the codes lie. That makes 8 to 16 bytes of heap for each id, a third of what a map from ids to places takes. Open addressing
 * with linear probing, at most half full, so that few ids are read that are not the wanted one; removing closes the gap.
 * For one thread.
 */
final class PlaceTable {

    /** No place: {@link CodeBlocks#MAX} keeps it free. */
    static final int NONE = -1;
    private static final int SMALLEST = 16;

    private final IntToLongFunction idOf;
    private int[] places;
    private int size;

    /**
     * An empty table.
     *
     * @param idOf reads the id of a place that the table holds
     * @param ids so many find room before it grows
     */
    PlaceTable(IntToLongFunction idOf, int ids) {
        this.idOf = idOf;
        int length = SMALLEST;
        while (length < ids * 2L) {
            length = Math.multiplyExact(length, 2);
        }
        this.places = filled(length);
    }

    int size() {
        return size;
    }

    /** The place of an id, or {@link #NONE}. */
    int find(long id) {
        int at = start(id);
        while (places[at] != NONE && idOf.applyAsLong(places[at]) != id) {
            at = next(at);
        }
        return places[at];
    }

    /** Adds an id that the table does not hold. */
    void add(long id, int place) {
        if ((size + 1) * 2L > places.length) {
            grow();
        }
        insert(id, place);
        size++;
    }

    /** Gives an id another place. */
    void move(long id, int from, int to) {
        places[slotOf(id, from)] = to;
    }

    /** Removes an id; whatever its place holds is not read any more. */
    void remove(long id, int place) {
        int gap = slotOf(id, place);
        places[gap] = NONE;
        size--;
        for (int at = next(gap); places[at] != NONE; at = next(at)) {
            int home = start(idOf.applyAsLong(places[at]));
            // An entry may fill the gap unless its home lies behind the gap, seen from where it is now.
            if (distance(home, at) >= distance(gap, at)) {
                places[gap] = places[at];
                places[at] = NONE;
                gap = at;
            }
        }
    }

    private int slotOf(long id, int place) {
        int at = start(id);
        while (places[at] != place) {
            if (places[at] == NONE) {
                throw new IllegalArgumentException("the id " + id + " has no place " + place);
            }
            at = next(at);
        }
        return at;
    }

    private void insert(long id, int place) {
        int at = start(id);
        while (places[at] != NONE) {
            at = next(at);
        }
        places[at] = place;
    }

    private void grow() {
        int[] old = places;
        places = filled(Math.multiplyExact(old.length, 2));
        for (int place : old) {
            if (place != NONE) {
                insert(idOf.applyAsLong(place), place);
            }
        }
    }

    private int distance(int from, int to) {
        return (to - from) & (places.length - 1);
    }

    private int next(int at) {
        return (at + 1) & (places.length - 1);
    }

    /** Ids are times and counters: multiplied and shifted, all their bits take part. */
    private int start(long id) {
        long mixed = (id ^ (id >>> 32)) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 33) & (places.length - 1);
    }

    private static int[] filled(int length) {
        int[] empty = new int[length];
        Arrays.fill(empty, NONE);
        return empty;
    }
}
