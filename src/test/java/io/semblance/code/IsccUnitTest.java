package io.semblance.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsccUnitTest {

    private static final UnitType DATA = UnitType.ofName("DATA_NONE_V0");

    @Test
    void workedMetaUnitOf256BitsHasItsDocumentedBody() {
        IsccUnit unit = IsccUnit.parse("ISCC:AADYCMZIOY36XXGZ5B5BME7EIPPXRFKYQZ7VXKI7V55AEQQE67A33BY");
        assertThat(unit.type().name()).isEqualTo("META_NONE_V0");
        assertThat(unit.bits()).isEqualTo(256);
        assertThat(HexFormat.of().formatHex(unit.body()))
                .isEqualTo("8133287637ebdcd9e87a1613e443df789558867f5ba91faf7a024204f7c1bd87");
        assertThat(unit.w0()).isEqualTo(0x8133287637ebdcd9L);
        assertThat(unit.w3()).isEqualTo(0x7a024204f7c1bd87L);
    }

    @ParameterizedTest
    @CsvSource({"AAAYCMZIOY36XXGZ, META_NONE_V0, 64", "EEA7ZPIEYNACCLXX, CONTENT_IMAGE_V0, 64",
            "GAAVJB6OD2XRTERK, DATA_NONE_V0, 64", "IAA6TOYXXSR7FSN7, INSTANCE_NONE_V0, 64",
            "CAAUT7A2ADPTWAUL, SEMANTIC_TEXT_V0, 64", "GABQAAICAMCAKBQHBAEQUCYMBUHA6, DATA_NONE_V0, 128",
            "IABQCAIBAEAQCAIB7777777777776, INSTANCE_NONE_V0, 128",
            "GACQCAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, DATA_NONE_V0, 192"})
    void workedUnitsHaveTheirTypeAndLength(String text, String type, int bits) {
        IsccUnit unit = IsccUnit.parse(text);
        assertThat(unit.type()).isSameAs(UnitType.ofName(type));
        assertThat(unit.bits()).isEqualTo(bits);
        assertThat(unit.text()).isEqualTo("ISCC:" + text);
        assertThat(IsccUnit.parse("ISCC:" + text)).isEqualTo(unit);
    }

    @Test
    void everyLengthOfEveryTypeIsReadAsTheSlowTwinReadsIt() {
        long seed = 32;
        RandomCodes random = new RandomCodes(seed);
        for (UnitType type : UnitType.all()) {
            for (int bits = 32; bits <= 256; bits += 32) {
                IsccUnit unit = IsccUnit.ofBody(type, random.bytes(bits / 8));
                byte[] digest = BigIntegerTwin.bytesOfBase32(unit.text().substring(5));
                assertThat(digest).describedAs("seed %d, %s", seed, unit).isEqualTo(unit.digest());
                assertThat(Arrays.copyOfRange(digest, 2, digest.length)).isEqualTo(unit.body());
                assertThat(IsccUnit.ofDigest(digest, 0, digest.length)).isEqualTo(unit);
                assertThat(IsccUnit.parse(random.mixedCase(unit.text()))).isEqualTo(unit);
            }
        }
    }

    @Test
    void digestWithinALargerArrayIsRead() {
        IsccUnit unit = IsccUnit.parse("ISCC:GABQAAICAMCAKBQHBAEQUCYMBUHA6");
        byte[] larger = new byte[60];
        Arrays.fill(larger, (byte) -1);
        System.arraycopy(unit.digest(), 0, larger, 7, 18);
        assertThat(IsccUnit.ofDigest(larger, 7, 18)).isEqualTo(unit);
    }

    @Test
    void lastCharactersBitsThatBelongToNoByteAreIgnored() {
        assertThat(IsccUnit.parse("IABQCAIBAEAQCAIB7777777777777"))
                .isEqualTo(IsccUnit.parse("IABQCAIBAEAQCAIB7777777777776"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = '|', textBlock = """
            ""                        | Input too short - minimum 4 bits required
            ISCC:                     | Input too short - minimum 4 bits required
            AA                        | Input too short - minimum 4 bits required
            A                         | Incorrect padding
            AAAYCMZIOY36XXG           | The header says 8 bytes of body, but there are 7
            AAAYCMZIOY36XXGZA         | Incorrect padding
            AAAYCMZIOY36XXGZAA        | The header says 8 bytes of body, but there are 9
            AAAYCMZI                  | The header says 8 bytes of body, but there are 3
            AADYCMZIOY36XXGZ          | The header says 32 bytes of body, but there are 8
            AAAA                      | The header says 4 bytes of body, but there are 0
            iscc:AAAYCMZIOY36XXGZ     | Non-base32 digit found
            AAAY-CMZI-OY36-XXGZ       | Non-base32 digit found
            AAAYCMZIOY36XXG=          | Non-base32 digit found
            AAAYCMZIOY36XXG0          | Non-base32 digit found
            AAAYCMZIOY36XXGÄ          | string argument should contain only ASCII characters
            ISCC:EUAQAAAAAAAAAAAA     | 5 is not a valid ST_CC
            ISCC:EAIQAAAAAAAAAAAA     | Version 1 of CONTENT is not supported
            ISCC:QAAQAAAAAAAAAAAA     | 8 is not a valid MT
            GEAQAAAAAAAAAAAA          | 1 is not a valid ST
            MAIGIIFJRDGEQQAA          | An ISCC-ID is not an ISCC-UNIT
            KUAG2PRCRS5LNVZVJKAFAVOJXLZZM | An ISCC-CODE is not an ISCC-UNIT
            EAEAAAAAAAAAAAAA          | The header says 288 bits
            """)
    void everythingElseIsRefusedWithTheReason(String text, String message) {
        assertThatThrownBy(() -> IsccUnit.parse(text)).isInstanceOf(IsccFormatException.class)
                .hasMessageStartingWith(message + ". ");
    }

    @ParameterizedTest
    @ValueSource(ints = {-32, 0, 8, 31, 33, 48, 255, 257, 288, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void otherLengthsAreRefused(int bits) {
        assertThatThrownBy(() -> new IsccUnit(DATA, bits, 0, 0, 0, 0)).isInstanceOf(IsccFormatException.class)
                .hasMessageStartingWith("A unit cannot have " + bits + " bits. ");
    }

    @Test
    void bitsBeyondTheLengthAreRefusedInEveryWord() {
        for (int bits = 32; bits < 256; bits += 32) {
            for (int bit = bits; bit < 256; bit++) {
                long[] words = new long[4];
                words[bit / 64] = 1L << (63 - bit % 64);
                int length = bits;
                assertThatThrownBy(() -> new IsccUnit(DATA, length, words[0], words[1], words[2], words[3]))
                        .as("bit %d of %d", bit, bits).isInstanceOf(IsccFormatException.class);
            }
        }
        assertThat(new IsccUnit(DATA, 256, -1, -1, -1, -1).body()).containsOnly(-1).hasSize(32);
    }

    @Test
    void longTextsAreRefusedUnreadInAShortMessage() {
        assertThatThrownBy(() -> IsccUnit.parse("\uD800".repeat(10_000_000))).isInstanceOf(IsccFormatException.class)
                .hasMessageStartingWith("A unit cannot have 10000000 characters. ");
    }
}
