package io.semblance.asset.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import io.semblance.code.UnitType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The documented rule of each verdict, on both sides of its bounds. */
class VerdictRulesTest {

    private static final double NEEDED = 20;

    private static TypeEvidence of(String type, int differing, int compared, double bits) {
        return new TypeEvidence(UnitType.ofName(type), differing, compared, bits);
    }

    private static @Nullable Verdict verdict(TypeEvidence... types) {
        return VerdictRules.of(List.of(types), NEEDED);
    }

    @Test
    void anInstanceThatAgreesOver64BitsIsIdentityAndOneOf32BitsIsNot() {
        assertThat(verdict(of("INSTANCE_NONE_V0", 0, 64, 64))).isEqualTo(Verdict.IDENTICAL);
        assertThat(verdict(of("INSTANCE_NONE_V0", 0, 32, 32))).isNull();
    }

    @Test
    void contentThatIsEqualInAllOf256BitsIsTheSameAndInFewerBitsANearDuplicate() {
        assertThat(verdict(of("CONTENT_IMAGE_V0", 0, 256, 160))).isEqualTo(Verdict.SAME_CONTENT);
        assertThat(verdict(of("CONTENT_IMAGE_V0", 1, 256, 150))).isEqualTo(Verdict.NEAR_DUPLICATE);
        assertThat(verdict(of("CONTENT_IMAGE_V0", 0, 128, 90))).isEqualTo(Verdict.NEAR_DUPLICATE);
    }

    @Test
    void nearDuplicatesDifferInAQuarterOfTheBitsAtMostAndAreCertain() {
        assertThat(verdict(of("CONTENT_TEXT_V0", 64, 256, 40))).isEqualTo(Verdict.NEAR_DUPLICATE);
        assertThat(verdict(of("CONTENT_TEXT_V0", 65, 256, 40))).isNull();
        assertThat(verdict(of("CONTENT_AUDIO_V0", 0, 256, 19.9))).isNull();
    }

    @Test
    void dataTellsOnlyWhereNoContentIsShared() {
        assertThat(verdict(of("DATA_NONE_V0", 10, 256, 180))).isEqualTo(Verdict.NEAR_DUPLICATE);
        assertThat(verdict(of("DATA_NONE_V0", 0, 256, 225))).as("bytes are no content")
                .isEqualTo(Verdict.NEAR_DUPLICATE);
        assertThat(verdict(of("DATA_NONE_V0", 10, 256, 180), of("CONTENT_TEXT_V0", 128, 256, 1))).isNull();
    }

    @Test
    void ofSeveralKindsOfContentTheOneWithMoreEvidenceTells() {
        assertThat(verdict(of("CONTENT_TEXT_V0", 128, 256, 1), of("CONTENT_IMAGE_V0", 5, 256, 120)))
                .isEqualTo(Verdict.NEAR_DUPLICATE);
    }

    @Test
    void aTitleAloneIsSaidOnlyOfTextThatIsNoNearerThanOneInTenStrangers() {
        TypeEvidence title = of("META_NONE_V0", 0, 256, 160);
        assertThat(verdict(title, of("CONTENT_TEXT_V0", 125, 256, 3.3))).isEqualTo(Verdict.SAME_TITLE_ONLY);
        assertThat(verdict(title, of("CONTENT_TEXT_V0", 115, 256, 3.4))).as("nearer").isNull();
        assertThat(verdict(title, of("CONTENT_TEXT_V0", 62, 128, 1))).as("too short to tell").isNull();
        assertThat(verdict(title, of("CONTENT_IMAGE_V0", 128, 256, 1))).as("a picture may be cut").isNull();
        assertThat(verdict(title, of("CONTENT_TEXT_V0", 125, 256, 1), of("DATA_NONE_V0", 100, 256, 9)))
                .as("bytes are alike").isNull();
        assertThat(verdict(title)).as("no content to compare").isNull();
        assertThat(verdict(of("META_NONE_V0", 60, 256, 19.9), of("CONTENT_TEXT_V0", 125, 256, 1)))
                .as("not certain").isNull();
    }
}
