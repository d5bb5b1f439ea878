package io.semblance.asset.backend.usearch;

import java.util.List;

import com.carrotsearch.hppc.LongIntHashMap;
import com.carrotsearch.hppc.cursors.LongIntCursor;

import io.semblance.kernel.Hits;
import io.semblance.kernel.ScanPart;

/**
 * The hits of one simprint type, grouped by asset without sorting: the assets are numbered as they appear, their hits
 * counted, and the hits laid out in one array asset by asset. Twelve bytes a hit, whatever the number of assets and of
 * query simprints.
 */
final class SimprintHits {

    private static final long BYTES = 12;

    private final LongIntHashMap numbers = new LongIntHashMap();
    private final int[] ends;
    private final int[] queries;
    private final int[] tags;
    private final int[] distances;

    SimprintHits(List<ScanPart> parts, SearchMemory memory) {
        int total = 0;
        for (ScanPart part : parts) {
            Hits hits = part.hits();
            total = Math.addExact(total, hits.size());
            for (int i = 0; i < hits.size(); i++) {
                if (numbers.putIfAbsent(hits.id(i), numbers.size())) {
                    memory.grown(numbers.size());
                }
            }
        }
        memory.require(BYTES * total);
        ends = starts(parts);
        queries = new int[total];
        tags = new int[total];
        distances = new int[total];
        for (int query = 0; query < parts.size(); query++) {
            Hits hits = parts.get(query).hits();
            for (int i = 0; i < hits.size(); i++) {
                int at = ends[numbers.get(hits.id(i))]++;
                queries[at] = query;
                tags[at] = hits.tag(i);
                distances[at] = hits.distance(i);
            }
        }
    }

    /** Where the hits of each asset start; filling them in moves each start to its end. */
    private int[] starts(List<ScanPart> parts) {
        int[] counts = new int[numbers.size() + 1];
        for (ScanPart part : parts) {
            Hits hits = part.hits();
            for (int i = 0; i < hits.size(); i++) {
                counts[numbers.get(hits.id(i)) + 1]++;
            }
        }
        for (int i = 1; i < counts.length; i++) {
            counts[i] += counts[i - 1];
        }
        return counts;
    }

    /** Visits the assets that have hits. */
    void assets(AssetVisitor visitor) {
        for (LongIntCursor asset : numbers) {
            visitor.asset(asset.key);
        }
    }

    /** Whether an asset has hits. */
    boolean has(long id) {
        return numbers.containsKey(id);
    }

    /** Visits the hits of an asset; none if it has none. */
    void hits(long id, HitVisitor visitor) {
        int index = numbers.indexOf(id);
        if (index < 0) {
            return;
        }
        int number = numbers.indexGet(index);
        for (int at = number == 0 ? 0 : ends[number - 1]; at < ends[number]; at++) {
            visitor.hit(queries[at], tags[at], distances[at]);
        }
    }

    /** Takes the id of an asset. */
    @FunctionalInterface
    interface AssetVisitor {

        /** Called once for each asset. */
        void asset(long id);
    }

    /** Takes one hit: which query simprint, which simprint of the asset, and how many bits they differ in. */
    @FunctionalInterface
    interface HitVisitor {

        /** Called once for each hit. */
        void hit(int query, int tag, int distance);
    }
}
