package io.semblance.asset.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistanceModelTest {

    private static final MathContext DIGITS = new MathContext(40);

    /** The oracle: fair coins, counted. */
    private static double tail(int differing, int bits) {
        BigInteger ways = BigInteger.ZERO;
        BigInteger chosen = BigInteger.ONE;
        for (int k = 0; k <= differing; k++) {
            ways = ways.add(chosen);
            chosen = chosen.multiply(BigInteger.valueOf(bits - k)).divide(BigInteger.valueOf(k + 1));
        }
        return new BigDecimal(ways).divide(new BigDecimal(BigInteger.TWO.pow(bits)), DIGITS).doubleValue();
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 32, 64, 96, 128, 256})
    void independentBitsHaveTheTailOfFairCoins(int bits) {
        DistanceModel model = new DistanceModel(bits, 0.5, bits, 0);
        for (int differing = 0; differing <= bits; differing++) {
            double expected = tail(differing, bits);
            assertThat(model.probability(differing) / expected).as("%d of %d", differing, bits).isCloseTo(1,
                    within(1e-9));
            assertThat(model.bits(differing)).isCloseTo(-Math.log(expected) / DistanceModel.LN2, within(1e-6));
        }
    }

    @Test
    void fewerEffectiveBitsAreLessEvidence() {
        DistanceModel independent = new DistanceModel(256, 0.5, 256, 0);
        DistanceModel dependent = new DistanceModel(256, 0.49, 163, 0);
        for (int differing = 0; differing < 110; differing++) {
            assertThat(dependent.bits(differing)).as("distance %d", differing)
                    .isLessThan(independent.bits(differing));
        }
        assertThat(dependent.bits(256)).isZero();
    }

    @Test
    void evidenceFallsWithTheDistanceForEveryTypeAndLength() {
        for (String type : new String[]{"META_NONE_V0", "CONTENT_AUDIO_V0", "SEMANTIC_TEXT_V0", "SIMPRINT_X"}) {
            for (int bits = 8; bits <= 256; bits += 8) {
                DistanceModel model = AssumedModels.of(type, bits);
                for (int differing = 1; differing <= bits; differing++) {
                    assertThat(model.bits(differing)).as("%s %d of %d", type, differing, bits).isNotNegative()
                            .isLessThanOrEqualTo(model.bits(differing - 1));
                }
            }
        }
    }
}
