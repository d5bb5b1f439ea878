package io.semblance.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderTest {

    @ParameterizedTest
    @CsvSource({"AA, 0, 0, 0", "CA, 1, 0, 0", "CE, 1, 1, 0", "CI, 1, 2, 0", "CM, 1, 3, 0", "CQ, 1, 4, 0", "EA, 2, 0, 0",
            "EE, 2, 1, 0", "EI, 2, 2, 0", "EM, 2, 3, 0", "EQ, 2, 4, 0", "GA, 3, 0, 0", "IA, 4, 0, 0", "KA, 5, 0, 0",
            "KE, 5, 1, 0", "KI, 5, 2, 0", "KM, 5, 3, 0", "KQ, 5, 4, 0", "KU, 5, 5, 0", "KY, 5, 6, 0", "K4, 5, 7, 0",
            "MA, 6, 0, 1", "ME, 6, 1, 1", "OA, 7, 0, 0"})
    void firstTwoCharactersNameMainTypeAndSubType(String characters, int mainType, int subType, int version) {
        Header header = new Header(mainType, subType, version, 1);
        assertThat(Base32.text(header.toBytes())).startsWith("ISCC:" + characters);
        assertThat(Header.read(header.toBytes(), 0, 2)).isEqualTo(header);
    }

    @Test
    void lengthOfContentTextIsTheDocumentedByte() {
        assertThat(new Header(2, 0, 0, 1).toBytes()).containsExactly(0x20, 0x01);
        assertThat(new Header(2, 0, 0, 3).toBytes()).containsExactly(0x20, 0x03);
        assertThat(new Header(2, 0, 0, 7).toBytes()).containsExactly(0x20, 0x07);
        assertThat(new Header(2, 0, 0, 8).toBytes()).containsExactly(0x20, 0x08, 0x00);
    }

    @Test
    void everyHeaderIsItsFourFormsFilledUpToABytesEndAndIsReadBack() {
        long seed = 24138;
        RandomCodes random = new RandomCodes(seed);
        for (int i = 0; i < 100_000; i++) {
            Header header = new Header(number(random), number(random), number(random), number(random));
            String forms = BigIntegerTwin.varnibble(header.mainType()) + BigIntegerTwin.varnibble(header.subType())
                    + BigIntegerTwin.varnibble(header.version()) + BigIntegerTwin.varnibble(header.length());
            String filled = forms + "0".repeat(forms.length() % 8);
            byte[] bytes = header.toBytes();
            assertThat(new BigInteger(1, bytes)).describedAs("seed %d, %s", seed, header)
                    .isEqualTo(new BigInteger(filled, 2));
            assertThat(header.size()).isEqualTo(bytes.length).isEqualTo(filled.length() / 8);
            assertThat(Header.read(bytes, 0, bytes.length)).isEqualTo(header);
            byte[] within = new byte[bytes.length + 9];
            System.arraycopy(bytes, 0, within, 4, bytes.length);
            assertThat(Header.read(within, 4, within.length)).isEqualTo(header);
        }
    }

    @Test
    void nothingBehindTheEndIsRead() {
        byte[] bytes = {0x20, 0x01};
        assertThatThrownBy(() -> Header.read(bytes, 0, 1)).isInstanceOf(IsccFormatException.class)
                .hasMessageStartingWith("Input too short - minimum 4 bits required");
        assertThatThrownBy(() -> Header.read(bytes, 2, 2)).isInstanceOf(IsccFormatException.class);
    }

    @Test
    void headerThatDoesNotEndAtAByteIsRefused() {
        assertThatThrownBy(() -> Header.read(new byte[]{0x20, 0x08, 0x01}, 0, 3))
                .isInstanceOf(IsccFormatException.class).hasMessageContaining("does not end at a byte");
    }

    /** Numbers of all four lengths, equally often. */
    private static int number(RandomCodes random) {
        return switch (random.below(4)) {
            case 0 -> random.below(8);
            case 1 -> 8 + random.below(64);
            case 2 -> 72 + random.below(512);
            default -> 584 + random.below(4096);
        };
    }
}
