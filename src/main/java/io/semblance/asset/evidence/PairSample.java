package io.semblance.asset.evidence;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import io.semblance.code.Nphd;

/**
 * Distances of pairs of stored codes: all pairs where there are few codes, so that the result depends on the codes alone, else
 * random ones, drawn alike each time.
 *
 * <p>
 * Among random pairs there are related ones, and a few of them weigh much in a variance. So what lies nearer than a quarter of
 * the bits and could hardly be chance by a first estimate is left out of the second. What is estimated from few codes is mixed
 * with what is assumed: mean and variance, weighted by the number of codes against {@value #ASSUMED_CODES}.
 */
final class PairSample {

    /** Codes up to which all pairs are looked at. */
    static final int ALL_PAIRS = 512;

    /** Pairs that are drawn of more codes. */
    static final int PAIRS = 1 << 16;

    /** Weight of what is assumed, in codes. */
    static final int ASSUMED_CODES = 1_000;

    private static final double IMPOSSIBLE = 1e-4;
    private static final long SEED = 24_138;

    private final String type;
    private final List<? extends StoredCodes> lengths;
    private final long codes;
    private final int step;
    private final int above;
    private final long[][] pairs;

    /**
     * @param lengths the codes to draw from, all at least {@code longest} bits long
     * @param above the compared lengths are those above this one, in steps of {@code step}, up to {@code longest}
     */
    PairSample(String type, List<? extends StoredCodes> lengths, int above, int longest, int step) {
        this.type = type;
        this.lengths = lengths;
        this.codes = StoredCodes.count(lengths);
        this.above = above;
        this.step = step;
        this.pairs = new long[(longest - above) / step][];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = new long[above + (i + 1) * step + 1];
        }
    }

    /** Draws and estimates; one model for each compared length, ascending. */
    List<DistanceModel> models() {
        if (codes <= ALL_PAIRS) {
            for (int a = 1; a < codes; a++) {
                for (int b = 0; b < a; b++) {
                    add(a, b);
                }
            }
        } else {
            SplittableRandom random = new SplittableRandom(SEED);
            for (int i = 0; i < PAIRS; i++) {
                long a = random.nextLong(codes);
                long b = random.nextLong(codes - 1);
                add(a, b < a ? b : b + 1);
            }
        }
        return Arrays.stream(pairs).map(this::model).toList();
    }

    private void add(long a, long b) {
        StoredCodes ofA = of(a);
        StoredCodes ofB = of(b);
        int atA = at(a);
        int atB = at(b);
        long[] left = {ofA.word(atA, 0), ofA.word(atA, 1), ofA.word(atA, 2), ofA.word(atA, 3)};
        long[] right = {ofB.word(atB, 0), ofB.word(atB, 1), ofB.word(atB, 2), ofB.word(atB, 3)};
        for (int i = 0; i < pairs.length; i++) {
            pairs[i][Nphd.differing(left[0], left[1], left[2], left[3], right[0], right[1], right[2], right[3],
                    above + (i + 1) * step)]++;
        }
    }

    private StoredCodes of(long number) {
        long left = number;
        for (StoredCodes length : lengths) {
            if (left < length.count()) {
                return length;
            }
            left -= length.count();
        }
        throw new IndexOutOfBoundsException("code " + number + " of " + codes);
    }

    private int at(long number) {
        long left = number;
        for (StoredCodes length : lengths) {
            if (left < length.count()) {
                break;
            }
            left -= length.count();
        }
        return (int) left;
    }

    private DistanceModel model(long[] distances) {
        int compared = distances.length - 1;
        DistanceModel assumed = AssumedModels.of(type, compared);
        DistanceModel first = DistanceModel.of(distances, 0, codes);
        DistanceModel found = first == null ? null : DistanceModel.of(distances, related(first) + 1, codes);
        if (found == null) {
            return assumed;
        }
        double weight = (double) codes / (codes + ASSUMED_CODES);
        return DistanceModel.of(compared, weight * found.mean() + (1 - weight) * assumed.mean(),
                weight * found.variance() + (1 - weight) * assumed.variance(), codes);
    }

    /** The largest distance that only related codes have; -1 if there is none. */
    private static int related(DistanceModel first) {
        int distance = first.compared() / 4;
        while (distance >= 0 && first.probability(distance) >= IMPOSSIBLE) {
            distance--;
        }
        return distance;
    }
}
