package io.semblance.asset.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkJudgingTest {

    private static final TypeModels MODELS = TypeModels.assumed("SIMPRINT_CONTENT_TEXT_V0");
    private static final Judging EVIDENCE = new Judging(Judging.Match.EVIDENCE, 0.01, Judging.Rank.EVIDENCE, false);

    private static double log2(double number) {
        return Math.log(number) / DistanceModel.LN2;
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "150000, 1", "150000, 40", "2000000000, 1000"})
    void simprintsMatchAsFarAsFewerThanMaxChanceOfAllThatAreStoredComeSoNearToAnyOfTheQuerys(long stored, int queried) {
        int limit = new ChunkJudging(MODELS, 256, EVIDENCE, stored, queried).limit();
        double expected = (double) stored * queried;
        assertThat(expected * Math.pow(2, -MODELS.bits(limit, 256))).isLessThanOrEqualTo(0.01);
        assertThat(expected * Math.pow(2, -MODELS.bits(limit + 1, 256))).isGreaterThan(0.01);
    }

    @Test
    void oneOfQueryAndOneOfAssetHasTheBitsOfItsDistanceLessThoseOfTheChoices() {
        ChunkJudging.Sum sum = new ChunkJudging(MODELS, 256, EVIDENCE, 1_000, 8).of(32);
        assertThat(sum.bits()).isZero();
        sum.found(40);
        assertThat(sum.bits()).isCloseTo(MODELS.bits(40, 256) - 5 - 3, within(1e-6));
    }

    @Test
    void severalHaveTheBitsOfASumLessTheNumberOfWaysToChooseThem() {
        ChunkJudging.Sum sum = new ChunkJudging(MODELS, 256, EVIDENCE, 1_000, 5).of(1);
        sum.found(50);
        sum.found(60);
        double together = MODELS.bits(50, 256) + MODELS.bits(60, 256);
        assertThat(sum.bits()).isCloseTo(SumOfEvidence.bits(2, together) - log2(10), within(1e-6));
    }
}
