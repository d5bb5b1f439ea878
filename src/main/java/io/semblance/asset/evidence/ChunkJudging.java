package io.semblance.asset.evidence;

import org.apache.commons.numbers.gamma.LogGamma;

/**
 * Weighs assets against the simprints of one type of a query. With {@link Judging.Match#EVIDENCE} a simprint matches if fewer
 * than {@code maxChance} unrelated ones may be expected to come so near to any of the query's, of all that are stored; and an
 * asset, if the chance of what its simprints show together is below {@code maxChance} too, which that of one simprint among
 * very many in one asset need not be.
 *
 * <p>
 * The evidence of k passages that match, of q different ones asked for, in an asset of n simprints: each has the bits of its
 * distance less log2 n, since it is the nearest of n; together they have those of a sum of k, less log2 of the number of
 * ways to choose k of q, since those that matched were chosen by their nearness. Both are bounds: an asset has rather more.
 */
public final class ChunkJudging {

    private final TypeModels models;
    private final int bits;
    private final Judging judging;
    private final long stored;
    private final int queried;

    /**
     * @param bits width of the simprints
     * @param stored simprints of the type in the index
     * @param queried different simprints of the query
     */
    public ChunkJudging(TypeModels models, int bits, Judging judging, long stored, int queried) {
        this.models = models;
        this.bits = bits;
        this.judging = judging;
        this.stored = stored;
        this.queried = queried;
    }

    /** The largest distance at which a simprint matches by evidence; -1 for none. */
    public int limit() {
        return models.limit(judging.needed(Math.multiplyExact(Math.max(1, stored), queried)), bits);
    }

    /** Begins an asset that has so many simprints of the type. */
    public Sum of(int simprints) {
        return new Sum(log2(Math.max(1, simprints)));
    }

    /** Bits of evidence of several types together. */
    public static double together(int types, double sum) {
        return types == 0 ? 0 : SumOfEvidence.bits(types, sum);
    }

    private static double log2(double number) {
        return Math.log(number) / DistanceModel.LN2;
    }

    /** The evidence of one asset in the making. */
    public final class Sum {

        private final double choice;
        private int matched;
        private double sum;

        private Sum(double choice) {
            this.choice = choice;
        }

        /** A query simprint, each different one once, whose nearest in the asset differs in so many bits. */
        public void found(int differing) {
            matched++;
            sum += Math.max(0, models.bits(differing, bits) - choice);
        }

        /** Bits of evidence in this type; 0 where nothing was found. */
        public double bits() {
            if (matched == 0) {
                return 0;
            }
            double ways = LogGamma.value(queried + 1.0) - LogGamma.value(matched + 1.0)
                    - LogGamma.value(queried - matched + 1.0);
            return Math.max(0, SumOfEvidence.bits(matched, sum) - ways / DistanceModel.LN2);
        }
    }
}
