package io.semblance.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsccIdTest {

    @Test
    void workedIdHasItsDocumentedParts() {
        IsccId id = IsccId.parse("ISCC:MAIGIIFJRDGEQQAA");
        assertThat(id).isEqualTo(new IsccId(0, 7214953008055468032L));
        assertThat(id.timestampMicros()).isEqualTo(1761463136732292L);
        assertThat(id.hub()).isZero();
        assertThat(id.text()).isEqualTo("ISCC:MAIGIIFJRDGEQQAA");
    }

    @Test
    void realmIsTheSubTypeAndHubTheLowTwelveBits() {
        IsccId id = IsccId.parse("ISCC:MEIP777777777777");
        assertThat(id).isEqualTo(new IsccId(1, -1L));
        assertThat(id.hub()).isEqualTo(4095);
        assertThat(id.timestampMicros()).isEqualTo((1L << 52) - 1);
        assertThat(id.text()).isEqualTo("ISCC:MEIP777777777777");
    }

    @Test
    void letterCaseDoesNotMatterAndTextIsCanonical() {
        assertThat(IsccId.parse("ISCC:maigiifjrdgeqqaa").text()).isEqualTo("ISCC:MAIGIIFJRDGEQQAA");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = '|', textBlock = """
            ""                         | Invalid ISCC-ID format: '' (must start with 'ISCC:').
            MAIGIIFJRDGEQQAA           | Invalid ISCC-ID format: 'MAIGIIFJRDGEQQAA' (must start with 'ISCC:').
            iscc:MAIGIIFJRDGEQQAA      | Invalid ISCC-ID format: 'iscc:MAIGIIFJRDGEQQAA' (must start with 'ISCC:').
            ISCC:MAIGIIFJRDGEQQA1      | Invalid ISCC-ID base32 encoding: Non-base32 digit found.
            ISCC:ISCC:MAIGIIFJRDGEQQAA | Invalid ISCC-ID base32 encoding: Non-base32 digit found.
            ISCC:MAIGIIFJRDGEQQ        | Invalid ISCC-ID base32 encoding: Incorrect padding.
            ISCC:MAIGIIFJRDGEQÄAA      | Invalid ISCC-ID base32 encoding: string argument should contain only ASCII
            ISCC:                      | Invalid ISCC-ID length: 0 bytes (expected 10 bytes = 2-byte header + 8-byte body).
            ISCC:MAIGIIFJRDGEQQAAAA    | Invalid ISCC-ID length: 11 bytes (expected 10 bytes = 2-byte header + 8-byte body).
            ISCC:AAAQCI2FM6E2XTPP      | Invalid ISCC-ID main type: 0 (expected 6).
            ISCC:MAIQCI2FM6E2XTPP      | Invalid ISCC-ID length field: 1 (expected 0 for 64-bit ISCC-ID v1). ISCC-ID 'ISCC:MAIQCI2FM6E2XTPP' appears to be malformed.
            ISCC:MAAAAAAAAAAAAAAA      | Invalid ISCC-ID version: 0 (expected 1).
            ISCC:MAQAAAAAAAAAAAAA      | Invalid ISCC-ID version: 2 (expected 1).
            ISCC:MIIAAAAAAAAAAAAA      | Invalid realm_id 2, must be 0 or 1.
            ISCC:NAAQAAAAAAAAAAAA      | Invalid realm_id 8, must be 0 or 1.
            ISCC:MSAAAAAAAAAAAAAA      | Invalid ISCC-ID version: 8 (expected 1).
            ISCC:7777777777777777      | Invalid prefix pattern '1111' - must be one of: 0, 10, 110, 1110.
            """)
    void everythingElseIsRefusedInTheOrderOfTheOriginal(String text, String message) {
        assertThatThrownBy(() -> IsccId.parse(text)).isInstanceOf(IsccFormatException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2, Integer.MAX_VALUE})
    void otherRealmsAreRefused(int realm) {
        assertThatThrownBy(() -> new IsccId(realm, 0)).isInstanceOf(IsccFormatException.class)
                .hasMessageStartingWith("Invalid realm_id " + realm + ", must be 0 or 1. ");
    }

    @Test
    void longTextsAreRefusedUnreadInAShortMessage() {
        for (String text : List.of("A".repeat(10_000_000), "ISCC:" + "\u0000".repeat(10_000_000))) {
            assertThatThrownBy(() -> IsccId.parse(text)).isInstanceOf(IsccFormatException.class)
                    .satisfies(e -> assertThat(String.valueOf(e.getMessage())).hasSizeLessThan(300));
        }
    }

    @Test
    void orderIsThatOfTheBodyAsAnUnsignedNumberAndNotThatOfTheText() {
        IsccId small = new IsccId(0, 1);
        IsccId large = new IsccId(0, 26L << 35);
        IsccId largest = new IsccId(0, -1);
        assertThat(Stream.of(largest, large, small).sorted(IsccId.ORDER)).containsExactly(small, large, largest);
        assertThat(Stream.of(new IsccId(1, 0), new IsccId(0, 5), new IsccId(0, 0)).sorted())
                .containsExactly(new IsccId(0, 0), new IsccId(1, 0), new IsccId(0, 5));
        IsccId digit = new IsccId(0, 26);
        IsccId letter = new IsccId(0, 1);
        assertThat(digit).isGreaterThan(letter);
        assertThat(digit.text()).isLessThan(letter.text());
    }
}
