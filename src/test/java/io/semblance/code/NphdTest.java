package io.semblance.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NphdTest {

    @ParameterizedTest
    @CsvSource({
            "GACQCAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, GACQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, 0.9947916665114462",
            "IABQCAIBAEAQCAIB7777777777776, IAAQCAIBAEAQCAIB, 1.0", "EAA777YAAAAAAAAA, EAAQAAAAAAAAAAAA, 0.75"})
    void workedPairsHaveTheirDocumentedSimilarity(String a, String b, double similarity) {
        assertThat(Nphd.similarity(IsccUnit.parse(a), IsccUnit.parse(b))).isEqualTo(similarity);
        assertThat(Nphd.similarity(IsccUnit.parse(b), IsccUnit.parse(a))).isEqualTo(similarity);
    }

    @Test
    void unitsOfAllLengthsCompareAsTheSlowTwinSays() {
        long seed = 1950;
        RandomCodes random = new RandomCodes(seed);
        for (int i = 0; i < 200_000; i++) {
            UnitType type = random.type();
            IsccUnit a = random.unit(type);
            IsccUnit b = random.below(2) == 0 ? random.unit(type) : random.near(a);
            assertThat(Nphd.differing(a, b)).describedAs("seed %d, %s and %s", seed, a, b)
                    .isEqualTo(Nphd.differing(b, a)).isEqualTo(BigIntegerTwin.differing(a.body(), b.body()));
            assertThat(Nphd.similarity(a, b)).isEqualTo(Nphd.similarity(b, a)).isBetween(0.0, 1.0)
                    .isEqualTo(BigIntegerTwin.similarity(a.body(), b.body()));
            assertThat(Nphd.isPrefix(a, b)).isEqualTo(Nphd.isPrefix(b, a)).isEqualTo(oneStartsWithTheOther(a, b));
        }
    }

    @Test
    void simprintsOfAllLengthsCompareAsTheSlowTwinSays() {
        long seed = 1951;
        RandomCodes random = new RandomCodes(seed);
        for (int i = 0; i < 50_000; i++) {
            Simprint a = random.simprint();
            Simprint b = random.simprint();
            assertThat(Nphd.differing(a, b)).describedAs("seed %d, %s and %s", seed, a, b)
                    .isEqualTo(BigIntegerTwin.differing(a.bytes(), b.bytes()));
        }
    }

    @Test
    void limitIsWhatALoopOverAllDistancesFinds() {
        long seed = 1952;
        RandomCodes random = new RandomCodes(seed);
        for (int bits = 0; bits <= 256; bits += 8) {
            for (int d = 0; d <= bits; d++) {
                double at = Nphd.similarity(d, bits);
                for (double threshold : new double[]{at, Math.nextUp(at), Math.nextDown(at), (double) (float) at}) {
                    assertThat(Nphd.limit(threshold, bits)).as("threshold %s of %d bits", threshold, bits)
                            .isEqualTo(limitByLoop(threshold, bits));
                }
            }
            for (int i = 0; i < 100; i++) {
                double threshold = random.below(1_000_001) / 1e6;
                assertThat(Nphd.limit(threshold, bits))
                        .describedAs("seed %d, threshold %s of %d", seed, threshold, bits)
                        .isEqualTo(limitByLoop(threshold, bits));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0.75, 64, 16", "0.75, 256, 64", "1.0, 128, 0", "0.0, 96, 96", "-3, 96, 96", "1.0000001, 96, -1",
            "NaN, 64, -1", "Infinity, 64, -1", "-Infinity, 64, 64", "0.5, 0, 0", "1.5, 0, -1"})
    void limitOfKnownThresholdsIsKnown(double threshold, int bits, int limit) {
        assertThat(Nphd.limit(threshold, bits)).isEqualTo(limit);
    }

    @Test
    void nothingInCommonMeansNoDistance() {
        assertThat(Nphd.commonBits(0, 256)).isZero();
        assertThat(Nphd.differing(-1, -1, -1, -1, 0, 0, 0, 0, 0)).isZero();
        assertThat(Nphd.similarity(0, 0)).isEqualTo(1.0);
    }

    private static boolean oneStartsWithTheOther(IsccUnit a, IsccUnit b) {
        String left = HexFormat.of().formatHex(a.body());
        String right = HexFormat.of().formatHex(b.body());
        return left.startsWith(right) || right.startsWith(left);
    }

    private static int limitByLoop(double threshold, int bits) {
        int limit = -1;
        for (int d = 0; d <= bits; d++) {
            limit = Nphd.similarity(d, bits) >= threshold ? d : limit;
        }
        return limit;
    }
}
