package io.semblance.asset.backend.audit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.semblance.code.Simprint;

/**
 * A search for parts whose answer is known: which assets hold something like a few simprints of a stored one.
 *
 * @param asset ISCC-ID of the stored asset that the simprints are of
 * @param queries the simprints of the query, base64, by type, in the order of the query
 * @param matches how many assets match, the asset itself among them
 * @param best the first of them, best first, ties by ISCC-ID as a number
 */
public record SimprintWitness(String asset, Map<String, List<String>> queries, long matches,
        List<Witness.Match> best) {

    /** Simprints of one type that are asked for. */
    static final int OF_A_TYPE = 4;

    private static final int MOST_QUERIES = 256;

    /** Keeps its own lists, in their order; refuses what is no simprint. */
    public SimprintWitness {
        Map<String, List<String>> kept = new LinkedHashMap<>();
        queries.forEach((type, texts) -> {
            texts.forEach(Simprint::parse);
            kept.put(type, List.copyOf(texts));
        });
        if (kept.values().stream().mapToInt(List::size).sum() > MOST_QUERIES) {
            throw new IllegalArgumentException("a witness asks for too much");
        }
        queries = Collections.unmodifiableMap(kept);
        best = List.copyOf(best);
    }
}
