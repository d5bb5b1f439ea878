package io.semblance.asset;

import java.util.ArrayList;
import java.util.Comparator;
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

    /** Order of the simprints of an asset; of equally similar ones the first counts. */
    public static final Comparator<PlacedSimprint> ORDER_IN_ASSET = Comparator.comparingLong(PlacedSimprint::offset)
            .thenComparingLong(PlacedSimprint::size);

    /**
     * A stored simprint that is near to a query simprint.
     *
     * @param stored the simprint and its place
     * @param similarity 0 to 1
     */
    public record Hit(PlacedSimprint stored, double similarity) {

        /** Whether this is to be preferred to one that came earlier in the asset's list. */
        public boolean isBetterThan(@Nullable Hit earlier) {
            if (earlier == null || similarity != earlier.similarity) {
                return earlier == null || similarity > earlier.similarity;
            }
            return ORDER_IN_ASSET.compare(stored, earlier.stored) < 0;
        }
    }

    /** The score of an asset in the making; query simprints are told of in query order. */
    public final class Sum {

        private double found;
        private double worth;

        /** A query simprint whose nearest simprint of the asset is {@code stored}. */
        public void found(Simprint stored, double similarity) {
            double idf = idf(frequency.applyAsLong(stored));
            found += idf * similarity;
            worth += idf;
        }

        /** A query simprint to which no simprint of the asset is near. */
        public void missed(Simprint query) {
            worth += idf(frequency.applyAsLong(query));
        }

        /** 0 to 1. */
        public double score() {
            return worth == 0 ? 0 : found / worth;
        }
    }

    /** Begins the score of an asset. */
    public Sum sum() {
        return new Sum();
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
        Sum sum = sum();
        List<ChunkMatch.Chunk> chunks = new ArrayList<>();
        for (int i = 0; i < hits.length; i++) {
            Hit hit = hits[i];
            if (hit == null) {
                sum.missed(queries.get(i));
                continue;
            }
            PlacedSimprint stored = hit.stored();
            sum.found(stored.simprint(), hit.similarity());
            chunks.add(new ChunkMatch.Chunk(queries.get(i).text(), stored.simprint().text(), hit.similarity(),
                    Math.toIntExact(frequency.applyAsLong(stored.simprint())), stored.offset(), stored.size()));
        }
        return new ChunkMatch.TypeMatch(sum.score(), chunks.size(), queries.size(), chunks);
    }

    private double idf(long frequency) {
        return assets == 0 ? 0 : Math.log(1 + (double) assets / (1 + frequency));
    }
}
