package io.semblance.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;

import org.junit.jupiter.api.Test;

class CodeWordsTest {

    @Test
    void theFirstByteIsTheMostSignificantOfWordZero() {
        assertThat(CodeWords.of(HexFormat.of().parseHex("0102030405060708f1"))).containsExactly(0x0102030405060708L,
                0xf100000000000000L, 0, 0);
        assertThat(CodeWords.of(HexFormat.of().parseHex("80"))).containsExactly(Long.MIN_VALUE, 0, 0, 0);
    }

    @Test
    void lengthsBeyondTheRangeAreRefused() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> CodeWords.of(new byte[0]));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> CodeWords.of(new byte[33]));
    }

    @Test
    void masksCoverExactlyTheBitsOfACode() {
        for (int bits = 8; bits <= 256; bits += 8) {
            int covered = 0;
            for (int word = 0; word < 4; word++) {
                long mask = CodeWords.mask(bits, word);
                covered += Long.bitCount(mask);
                assertThat(Long.numberOfLeadingZeros(~mask)).isEqualTo(Long.bitCount(mask));
            }
            assertThat(covered).isEqualTo(bits);
        }
    }
}
