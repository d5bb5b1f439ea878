package io.semblance.asset.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;

import org.apache.commons.numbers.gamma.RegularizedGamma;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SumOfEvidenceTest {

    @Test
    void theProbabilityOfASumIsTheUpperRegularisedGammaFunction() {
        for (int types = 1; types <= 14; types++) {
            for (double sum = 0; sum < 900; sum += 7.3) {
                double q = RegularizedGamma.Q.value(types, sum * DistanceModel.LN2);
                assertThat(Math.pow(2, -SumOfEvidence.bits(types, sum))).as("%d types, %f bits", types, sum)
                        .isCloseTo(q, within(q * 1e-9));
            }
        }
    }

    /** A long work can share thousands of passages with a query: no term of the sum fits a double then. */
    @Test
    void aSumOfThousandsHasItsBitsToo() {
        for (int types : new int[]{15, 60, 200, 700}) {
            for (double each = 0.2; each < 1.6; each += 0.1) {
                double q = RegularizedGamma.Q.value(types, types * each);
                if (q > 1e-280) {
                    double bits = SumOfEvidence.bits(types, types * each / DistanceModel.LN2);
                    double expected = -Math.log(q) / DistanceModel.LN2;
                    assertThat(bits).as("%d of %f", types, each).isCloseTo(expected, within(1e-6));
                }
            }
        }
        assertThat(SumOfEvidence.bits(5_000, 5_000 * 100.0)).isBetween(400_000.0, 500_000.0);
    }

    /** Evidence of independent types, played; the naive form, 2^-sum, is the control that must fail. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aSumOfPlayedEvidenceIsAsRareAsItSays(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int rounds = 2_000_000;
        for (int types = 2; types <= 3; types++) {
            int rare = 0;
            int naive = 0;
            for (int i = 0; i < rounds; i++) {
                double sum = 0;
                for (int type = 0; type < types; type++) {
                    sum -= Math.log(1 - random.nextDouble()) / DistanceModel.LN2;
                }
                rare += SumOfEvidence.bits(types, sum) >= 10 ? 1 : 0;
                naive += sum >= 10 ? 1 : 0;
            }
            double expected = rounds / 1024.0;
            assertThat(rare / expected).as("seed %d, %d types", seed, types).isBetween(0.85, 1.15);
            assertThat(naive / expected).as("seed %d, %d types, naive", seed, types).isGreaterThan(5);
        }
    }

    @Test
    void theSumForBitsIsTheInverse() {
        for (int types = 1; types <= 14; types++) {
            for (double bits = 0.5; bits < 400; bits += 3.7) {
                assertThat(SumOfEvidence.bits(types, SumOfEvidence.sum(types, bits))).isCloseTo(bits, within(1e-6));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4})
    void whatReachesALimitTogetherReachesTheLimitOfOneTypeInSomeType(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double limit = SumOfEvidence.ofOneType(4, 25);
        int reached = 0;
        for (int i = 0; i < 200_000; i++) {
            int types = 1 + random.nextInt(4);
            double sum = 0;
            double most = 0;
            for (int type = 0; type < types; type++) {
                double bits = random.nextDouble(40.0 / types);
                sum += bits;
                most = Math.max(most, bits);
            }
            if (SumOfEvidence.bits(types, sum) > 25) {
                reached++;
                assertThat(most).as("seed %d", seed).isGreaterThanOrEqualTo(limit);
            }
        }
        assertThat(reached).as("seed %d: the claim was put to the test", seed).isGreaterThan(100);
    }
}
