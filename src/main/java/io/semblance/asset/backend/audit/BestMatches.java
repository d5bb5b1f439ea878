package io.semblance.asset.backend.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

import io.semblance.code.IsccId;

/** The best of many matches, and their number. */
final class BestMatches {

    private static final Comparator<Found> BEST_FIRST = Comparator.comparingDouble(Found::score).reversed()
            .thenComparing((a, b) -> Long.compareUnsigned(a.id(), b.id()));

    private final PriorityQueue<Found> best = new PriorityQueue<>(BEST_FIRST.reversed());
    private long number;

    private record Found(long id, double score) {
    }

    void add(long id, double score) {
        number++;
        best.add(new Found(id, score));
        if (best.size() > Witness.LIMIT) {
            best.poll();
        }
    }

    /** How many were added. */
    long number() {
        return number;
    }

    /** Best first, ties by ISCC-ID as a number; at most {@link Witness#LIMIT}. */
    List<Witness.Match> first(int realm) {
        List<Found> sorted = new ArrayList<>(best);
        sorted.sort(BEST_FIRST);
        return sorted.stream().map(found -> new Witness.Match(new IsccId(realm, found.id()).text(), found.score()))
                .toList();
    }
}
