package io.semblance.asset.backend.usearch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.semblance.code.Simprint;
import io.semblance.kernel.BlocksView;
import io.semblance.kernel.ScanPart;

/**
 * The scan of one simprint type: each simprint of the query is scanned once, however often the query repeats it.
 *
 * @param queries the query simprints in query order
 * @param distinct the different ones among them
 * @param positions for each query simprint its place in {@code distinct}
 * @param parts what is scanned, one for each of {@code distinct}
 */
record SimprintScan(List<Simprint> queries, List<Simprint> distinct, List<Integer> positions, List<ScanPart> parts) {

    static SimprintScan of(List<Simprint> queries, BlocksView blocks, int limit) {
        Map<Simprint, Integer> places = new LinkedHashMap<>();
        List<Integer> positions = new ArrayList<>(queries.size());
        for (Simprint query : queries) {
            places.putIfAbsent(query, places.size());
            positions.add(places.getOrDefault(query, 0));
        }
        List<Simprint> distinct = List.copyOf(places.keySet());
        List<ScanPart> parts = new ArrayList<>(distinct.size());
        for (Simprint simprint : distinct) {
            parts.add(new ScanPart(blocks, Columns.words(simprint), simprint.bits(), limit));
        }
        return new SimprintScan(queries, distinct, positions, parts);
    }
}
