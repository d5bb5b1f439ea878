package io.semblance.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;

import io.semblance.code.Simprint;

import org.junit.jupiter.api.Test;

/** The formulas by hand; the values are those of worked examples E47, E48 and E53. */
class ScoringTest {

    private static final Scoring SCORING = new Scoring(0.75, 4);
    private static final Simprint FIRST = Simprint.parse("AgICAgICAgICAgICAgICAg");
    private static final Simprint SECOND = Simprint.parse("AgICAgICAgICAgICAgIC_Q");

    @Test
    void oneTypeAloneScoresItsCube() {
        assertThat(SCORING.score(new double[]{0.875})).isEqualTo(0.669921875);
        assertThat(SCORING.score(new double[]{0.75})).isEqualTo(0.421875);
    }

    @Test
    void typesBelowTheThresholdAndAbsentOnesCostNothing() {
        assertThat(SCORING.score(new double[]{0.734375, 0.9375, Double.NaN})).isEqualTo(0.823974609375);
        assertThat(SCORING.score(new double[]{0.75, 1.0})).isEqualTo((0.31640625 + 1) / 1.75);
    }

    @Test
    void nothingAtTheThresholdIsNoMatch() {
        assertThat(SCORING.matches(new double[]{Double.NaN, 0.7499})).isFalse();
        assertThat(SCORING.score(new double[]{Double.NaN, 0.7499})).isZero();
        assertThat(SCORING.matches(new double[]{0.75})).isTrue();
    }

    @Test
    void similarityOfSimprintsIsTheShareOfEqualBits() {
        assertThat(ChunkScoring.similarity(FIRST, SECOND)).isEqualTo(0.9375);
    }

    @Test
    void rareSimprintsWeighMore() {
        Map<Simprint, Long> frequencies = Map.of(FIRST, 2L, SECOND, 1L);
        ChunkScoring.Sum sum = new ChunkScoring(4, simprint -> frequencies.getOrDefault(simprint, 0L)).sum();
        sum.found(FIRST, 1.0);
        sum.found(SECOND, 0.9375);
        assertThat(sum.score()).isCloseTo(0.9647140603716512, within(1e-12));
    }

    @Test
    void ofEquallySimilarSimprintsTheFirstInTheAssetCounts() {
        ChunkScoring.Hit hit = new ChunkScoring.Hit(new PlacedSimprint(FIRST, 5, 2), 0.9);
        assertThat(hit.isBetterThan(null)).isTrue();
        assertThat(hit.isBetterThan(new ChunkScoring.Hit(new PlacedSimprint(SECOND, 5, 3), 0.9))).isTrue();
        assertThat(List.of(new PlacedSimprint(SECOND, 5, 2), new PlacedSimprint(SECOND, 4, 9)))
                .noneMatch(earlier -> hit.isBetterThan(new ChunkScoring.Hit(earlier, 0.9)));
    }
}
