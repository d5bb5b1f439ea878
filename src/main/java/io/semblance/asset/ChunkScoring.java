package io.semblance.asset;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

import io.semblance.code.Nphd;
import io.semblance.code.Simprint;

import org.jspecify.annotations.Nullable;

/**
 * How the simprints of one type that matched become the score of an asset. A simprint is worth the more the fewer assets
 * contain it: idf(f) = ln(1 + N / (1 + f)) with N assets in the index, f of which contain it. The score is the share of
 * the query's worth that was found, each part weighted by its similarity; what was not found counts with the worth of the
 * query simprint itself.
 *
 * @param assets N, all assets of the index, with or without simprints
 * @param frequency f, the number of assets that contain exactly this simprint
 */
public record ChunkScoring(long assets, ToLongFunction<Simprint> frequency) {

    /**
     * A stored simprint that is near to a query simprint.
     *
     * @param stored the simprint and its place
     * @param similarity 0 to 1
     */
    public record Hit(PlacedSimprint stored, double similarity) {

        /** Whether this is to be preferred: the more similar one, of equal ones the one that comes first in the asset. */
        public boolean isBetterThan(@Nullable Hit other) {
            if (other == null || similarity != other.similarity) {
                return other == null || similarity > other.similarity;
            }
            return stored.offset() != other.stored.offset()
                    ? stored.offset() < other.stored.offset()
                    : stored.size() < other.stored.size();
        }
    }

    /** Share of equal bits of two simprints of one width. */
    public static double similarity(Simprint a, Simprint b) {
        int differing = Nphd.differing(a.w0(), a.w1(), a.w2(), a.w3(), b.w0(), b.w1(), b.w2(), b.w3(), a.bits());
        return 1.0 - (double) differing / a.bits();
    }

    /**
     * Scores one asset.
     *
     * @param queries the query simprints of the type, in query order
     * @param hits for each of them the best stored one of the asset, or null
     */
    public ChunkMatch.TypeMatch score(List<Simprint> queries, @Nullable Hit[] hits) {
        double found = 0;
        double worth = 0;
        List<ChunkMatch.Chunk> chunks = new ArrayList<>();
        for (int i = 0; i < hits.length; i++) {
            Hit hit = hits[i];
            if (hit == null) {
                worth += idf(frequency.applyAsLong(queries.get(i)));
                continue;
            }
            PlacedSimprint stored = hit.stored();
            long frequencyOfStored = frequency.applyAsLong(stored.simprint());
            double idf = idf(frequencyOfStored);
            found += idf * hit.similarity();
            worth += idf;
            chunks.add(new ChunkMatch.Chunk(queries.get(i).text(), stored.simprint().text(), hit.similarity(),
                    Math.toIntExact(frequencyOfStored), stored.offset(), stored.size()));
        }
        return new ChunkMatch.TypeMatch(worth == 0 ? 0 : found / worth, chunks.size(), queries.size(), chunks);
    }

    private double idf(long frequency) {
        return assets == 0 ? 0 : Math.log(1 + (double) assets / (1 + frequency));
    }
}
