package io.semblance.asset.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;

import io.semblance.code.IsccUnit;
import io.semblance.code.UnitType;

import org.junit.jupiter.api.Test;

/** One query and one asset: what counts, what it adds up to, and what it is called. */
class UnitJudgingTest {

    private static final long ASSETS = 1_000_000;
    private static final Judging EVIDENCE = new Judging(Judging.Match.EVIDENCE, 0.01, Judging.Rank.EVIDENCE, false);

    /** A code of 256 bits of which the first so many are set. */
    private static IsccUnit unit(String type, int ones) {
        long[] words = new long[4];
        for (int bit = 0; bit < ones; bit++) {
            words[bit / 64] |= 1L << (63 - bit % 64);
        }
        return new IsccUnit(UnitType.ofName(type), 256, words[0], words[1], words[2], words[3]);
    }

    private static UnitJudging judging(IsccUnit... query) {
        return new UnitJudging(List.of(query), EVIDENCE, ASSETS, type -> TypeModels.assumed(type.name()));
    }

    private static double assumed(String type, int differing) {
        return TypeModels.assumed(type).bits(differing, 256);
    }

    @Test
    void anInstanceThatDiffersSaysNothingAndDoesNotCountAsAType() {
        UnitJudging judging = judging(unit("META_NONE_V0", 0), unit("INSTANCE_NONE_V0", 0));
        judging.asset(List.of(unit("META_NONE_V0", 60), unit("INSTANCE_NONE_V0", 1)));
        assertThat(judging.evidence().types()).containsOnlyKeys("META_NONE_V0");
        assertThat(judging.bits()).isCloseTo(assumed("META_NONE_V0", 60), within(1e-9));
    }

    @Test
    void anInstanceThatAgreesIsIdentityAndComesBeforeAllEvidence() {
        UnitJudging judging = judging(unit("META_NONE_V0", 0), unit("CONTENT_TEXT_V0", 0), unit("DATA_NONE_V0", 0),
                unit("INSTANCE_NONE_V0", 0));
        judging.asset(List.of(unit("META_NONE_V0", 0), unit("CONTENT_TEXT_V0", 0), unit("DATA_NONE_V0", 0)));
        double withoutInstance = judging.rank();
        judging.asset(List.of(unit("INSTANCE_NONE_V0", 0)));
        assertThat(judging.evidence().verdict()).isEqualTo(Verdict.IDENTICAL);
        assertThat(judging.evidence().bits()).isEqualTo(256);
        assertThat(judging.rank()).isGreaterThan(withoutInstance);
        assertThat(judging.matches()).isTrue();
    }

    @Test
    void evidenceOfTypesAddsUpAsASumAndChanceIsTheNumberOfAssetsTimesItsProbability() {
        UnitJudging judging = judging(unit("META_NONE_V0", 0), unit("CONTENT_TEXT_V0", 0));
        judging.asset(List.of(unit("META_NONE_V0", 80), unit("CONTENT_TEXT_V0", 90), unit("DATA_NONE_V0", 0)));
        double sum = assumed("META_NONE_V0", 80) + assumed("CONTENT_TEXT_V0", 90);
        double ln = sum * DistanceModel.LN2;
        double probability = Math.exp(-ln) * (1 + ln);
        assertThat(judging.bits()).isCloseTo(-Math.log(probability) / DistanceModel.LN2, within(1e-9));
        assertThat(judging.evidence().chance() / (ASSETS * probability)).isCloseTo(1, within(1e-9));
    }

    @Test
    void anAssetMatchesIfItsChanceIsBelowTheLargestAllowed() {
        UnitJudging judging = judging(unit("CONTENT_TEXT_V0", 0));
        int limit = judging.limit(unit("CONTENT_TEXT_V0", 0), 256);
        assertThat(limit).isBetween(70, 100);
        judging.asset(List.of(unit("CONTENT_TEXT_V0", limit)));
        assertThat(judging.matches()).isTrue();
        assertThat(judging.evidence().chance()).isLessThan(0.01);
        judging.asset(List.of(unit("CONTENT_TEXT_V0", limit + 1)));
        assertThat(judging.matches()).isFalse();
        assertThat(judging.evidence().chance()).isGreaterThanOrEqualTo(0.01);
    }

    @Test
    void ofTwoUnitsOfATypeTheBetterCountsAndOneBitLess() {
        UnitJudging judging = judging(unit("META_NONE_V0", 0), unit("META_NONE_V0", 200));
        judging.asset(List.of(unit("META_NONE_V0", 40)));
        assertThat(judging.bits()).isCloseTo(assumed("META_NONE_V0", 40) - 1, within(1e-9));
    }

    @Test
    void versionsAreNearInContentOrInDataWhereThereIsNoneOrOfOneInstance() {
        UnitJudging judging = judging(unit("META_NONE_V0", 0));
        IsccUnit text = unit("CONTENT_TEXT_V0", 0);
        assertThat(judging.areVersions(List.of(text), List.of(unit("CONTENT_TEXT_V0", 32)))).isTrue();
        assertThat(judging.areVersions(List.of(text), List.of(unit("CONTENT_TEXT_V0", 33)))).isFalse();
        IsccUnit data = unit("DATA_NONE_V0", 0);
        assertThat(judging.areVersions(List.of(data), List.of(data))).isTrue();
        assertThat(judging.areVersions(List.of(data, text), List.of(data, unit("CONTENT_TEXT_V0", 128)))).isFalse();
        IsccUnit instance = unit("INSTANCE_NONE_V0", 7);
        assertThat(judging.areVersions(List.of(instance, text),
                List.of(instance, unit("CONTENT_TEXT_V0", 128)))).isTrue();
        IsccUnit title = unit("META_NONE_V0", 0);
        assertThat(judging.areVersions(List.of(title), List.of(title))).as("a title is no version").isFalse();
    }

    @Test
    void aQueryThatComparesNothingByDistanceHasNoLimit() {
        assertThat(judging(unit("INSTANCE_NONE_V0", 0)).report().limitBits()).isZero();
        assertThat(judging().report().limitBits()).isZero();
    }
}
