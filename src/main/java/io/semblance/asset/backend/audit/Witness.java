package io.semblance.asset.backend.audit;

import java.util.List;

/**
 * A search whose answer is known: what is like a stored asset, by its units.
 *
 * @param asset ISCC-ID of the stored asset whose units are the query
 * @param matches how many assets match, the asset itself among them
 * @param best the first of them, best first, ties by ISCC-ID as a number
 */
public record Witness(String asset, long matches, List<Match> best) {

    /** How many matches are kept. */
    public static final int LIMIT = 10;

    /** Keeps its own list. */
    public Witness {
        best = List.copyOf(best);
    }

    /**
     * An asset that matches.
     *
     * @param id its ISCC-ID
     * @param score 0 to 1
     */
    public record Match(String id, double score) {
    }
}
