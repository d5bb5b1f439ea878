package io.semblance.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitTypeTest {

    @Test
    void thereAreFourteenUnitTypesWithTheseNames() {
        assertThat(UnitType.all()).extracting(UnitType::name).containsExactly("META_NONE_V0", "SEMANTIC_TEXT_V0",
                "SEMANTIC_IMAGE_V0", "SEMANTIC_AUDIO_V0", "SEMANTIC_VIDEO_V0", "SEMANTIC_MIXED_V0", "CONTENT_TEXT_V0",
                "CONTENT_IMAGE_V0", "CONTENT_AUDIO_V0", "CONTENT_VIDEO_V0", "CONTENT_MIXED_V0", "DATA_NONE_V0",
                "INSTANCE_NONE_V0", "FLAKE_NONE_V0");
    }

    @Test
    void nameAndKeyLeadBackToTheSharedInstance() {
        for (UnitType type : UnitType.all()) {
            assertThat(UnitType.ofName(type.name())).isSameAs(type);
            assertThat(UnitType.ofKey(type.key())).isSameAs(type);
            UnitType another = new UnitType(type.mainType(), type.subType(), type.version());
            assertThat(another).isEqualTo(type).hasSameHashCodeAs(type);
        }
        assertThat(UnitType.all()).doesNotHaveDuplicates().extracting(UnitType::hashCode).doesNotHaveDuplicates();
    }

    @Test
    void keysAreTheFirstTwelveBitsOfTheHeaderInSixteen() {
        assertThat(UnitType.ofName("META_NONE_V0").key()).isZero();
        assertThat(UnitType.ofName("CONTENT_IMAGE_V0").key()).isEqualTo(0x2100);
        assertThat(UnitType.ofName("FLAKE_NONE_V0").key()).isEqualTo(0x7000);
    }

    @Test
    void everyNumberThatIsNoKeyIsRefused() {
        for (int key = -1; key <= 0x10000; key++) {
            int tried = key;
            if (UnitType.all().stream().noneMatch(type -> type.key() == tried)) {
                assertThatThrownBy(() -> UnitType.ofKey(tried)).isInstanceOf(IsccFormatException.class);
            }
        }
    }

    @Test
    void headersNameTheTypeThatTheSlowWayFinds() {
        for (int header = 0; header <= 0xFFFF; header++) {
            UnitType expected = null;
            for (UnitType type : UnitType.all()) {
                boolean same = header >>> 12 == type.mainType().value() && ((header >>> 8) & 15) == type.subType()
                        && ((header >>> 4) & 15) == type.version() && (header & 8) == 0;
                expected = same ? type : expected;
            }
            assertThat(UnitType.ofHeader(header)).as("header %x", header).isSameAs(expected);
        }
    }

    @Test
    void onlyInstanceIsInstance() {
        assertThat(UnitType.all()).filteredOn(UnitType::isInstance).extracting(UnitType::name)
                .containsExactly("INSTANCE_NONE_V0");
    }

    @ParameterizedTest
    @CsvSource({"META, 1, 0, 1 is not a valid ST", "DATA, 4, 0, 4 is not a valid ST",
            "FLAKE, -1, 0, -1 is not a valid ST",
            "CONTENT, 5, 0, 5 is not a valid ST_CC", "SEMANTIC, 9, 0, 9 is not a valid ST_CC",
            "CONTENT, 0, 1, Version 1 of CONTENT is not supported", "META, 0, -1, Version -1 of META is not supported",
            "ISCC, 0, 0, An ISCC-CODE is not an ISCC-UNIT", "ID, 0, 1, An ISCC-ID is not an ISCC-UNIT"})
    void combinationsThatTheStandardDoesNotDefineAreRefused(MainType mainType, int subType, int version,
            String message) {
        assertThatThrownBy(() -> new UnitType(mainType, subType, version)).isInstanceOf(IsccFormatException.class)
                .hasMessageStartingWith(message + ". ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "META", "meta_none_v0", "CONTENT_SUM_V0", "ISCC_TEXT_V0", "ID_REALM_0_V1",
            "META_NONE_V1",
            "../x"})
    void otherNamesAreRefusedWithTheListOfNames(String name) {
        assertThatThrownBy(() -> UnitType.ofName(name)).isInstanceOf(IsccFormatException.class)
                .hasMessageStartingWith("'" + name + "' is not the name of a unit type.")
                .hasMessageContaining("SEMANTIC_TEXT_V0");
    }
}
