package io.semblance.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base32Test {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {"f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB",
            "foobar, MZXW6YTBOI", "\"\", \"\""})
    void testVectorsOfRfc4648Hold(String plain, String text) {
        byte[] bytes = plain.getBytes(StandardCharsets.US_ASCII);
        assertThat(Base32.text(bytes)).isEqualTo("ISCC:" + text);
        assertThat(Base32.decode(text, 0)).isEqualTo(bytes);
    }

    @Test
    void textsAndBytesAreThoseOfTheSlowTwin() {
        long seed = 4648;
        RandomCodes random = new RandomCodes(seed);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = random.bytes(random.below(70));
            String text = Base32.text(bytes);
            assertThat(text).describedAs("seed %d", seed).isEqualTo("ISCC:" + BigIntegerTwin.base32(bytes));
            String mixed = random.mixedCase(text);
            assertThat(Base32.decode(mixed, Base32.start(mixed))).isEqualTo(bytes)
                    .isEqualTo(BigIntegerTwin.bytesOfBase32(mixed.substring(5)));
        }
    }

    @Test
    void everyPartOfATextIsThatOfTheSlowTwin() {
        String text = "ISCC:" + "Z7K4AQ2m".repeat(7);
        BigInteger all = new BigInteger(1, BigIntegerTwin.bytesOfBase32(text.substring(5)));
        int length = (text.length() - 5) * 5;
        for (int count = 5; count <= 64; count++) {
            for (int bit = 0; bit + count <= length; bit++) {
                assertThat(Base32.bits(text, 5, bit, count)).as("%d bits at %d", count, bit)
                        .isEqualTo(all.shiftRight(length - bit - count)
                                .and(BigInteger.ONE.shiftLeft(count).subtract(BigInteger.ONE)).longValue());
            }
        }
    }

    @Test
    void bitsThatBelongToNoByteAreIgnored() {
        assertThat(Base32.decode("MZ", 0)).isEqualTo(Base32.decode("MY", 0));
        assertThat(Base32.decode("M3", 0)).isEqualTo(Base32.decode("MY", 0));
    }

    @Test
    void onlyThe32LettersAndDigitsAreDigitsInEitherCase() {
        String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            String text = Character.toString(c);
            boolean digit = c < 128 && digits.contains(text.toUpperCase(Locale.ROOT));
            assertThat(Base32.isDigits(text, 0)).as("character %d", c).isEqualTo(digit);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "AAA", "AAAAAA", "AAAAAAAAA", "AAAAAAAAAAA", "AAAAAAAAAAAAAA"})
    void lengthsThatNoByteCountGivesAreRefused(String text) {
        assertThatThrownBy(() -> Base32.decode(text, 0)).isInstanceOf(IsccFormatException.class)
                .hasMessageStartingWith("Incorrect padding. ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AA1A", "AAA=", "AA======", "AA-A", "iscc:AA", "AA A", "AA\nA", "0AAA", "1", "AAA@", "AAA[",
            "AAA`", "AAA{"})
    void charactersOutsideTheAlphabetAreNamed(String text) {
        assertThatThrownBy(() -> Base32.decode(text, 0)).isInstanceOf(IsccFormatException.class)
                .hasMessageStartingWith("Non-base32 digit found. Character ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AA1Ä", "ÄA", "\uD800AAA", "AAA\u2007"})
    void charactersOutsideAsciiAreRefusedAsSuch(String text) {
        assertThatThrownBy(() -> Base32.decode(text, 0)).isInstanceOf(IsccFormatException.class)
                .hasMessageStartingWith("string argument should contain only ASCII characters. ");
    }
}
