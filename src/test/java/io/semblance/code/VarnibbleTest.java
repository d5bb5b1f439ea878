package io.semblance.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VarnibbleTest {

    @ParameterizedTest
    @CsvSource({"0, 0000", "7, 0111", "8, 10000000", "71, 10111111", "72, 110000000000", "583, 110111111111",
            "584, 1110000000000000", "4679, 1110111111111111"})
    void bordersOfEachLengthHaveTheirDocumentedForm(int value, String form) {
        assertThat(BigIntegerTwin.binary(Varnibble.encode(value), 4 * Varnibble.nibbles(value))).isEqualTo(form);
        assertThat(Varnibble.decode(leftAligned(form), form.length())).isEqualTo(value);
    }

    @Test
    void everyNumberHasTheFormOfTheTableAndIsReadBack() {
        for (int value = 0; value <= Varnibble.MAX; value++) {
            String form = BigIntegerTwin.varnibble(value);
            assertThat(BigIntegerTwin.binary(Varnibble.encode(value), 4 * Varnibble.nibbles(value))).isEqualTo(form);
            assertThat(Varnibble.decode(leftAligned(form), form.length())).as(form).isEqualTo(value);
        }
    }

    @Test
    void bitsBehindTheNumberDoNotMatter() {
        for (int value = 0; value <= Varnibble.MAX; value++) {
            long behind = -1L >>> (4 * Varnibble.nibbles(value));
            assertThat(Varnibble.decode(leftAligned(BigIntegerTwin.varnibble(value)) | behind, 64)).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 4680, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void numbersOutsideTheRangeAreRefused(int value) {
        assertThatThrownBy(() -> Varnibble.encode(value)).isInstanceOf(IsccFormatException.class)
                .hasMessageStartingWith("Value must be between 0 and 4679");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            "", Input too short - minimum 4 bits required
            011, Input too short - minimum 4 bits required
            1000, Input too short - got 4 bits but need more based on prefix
            11000000, Input too short - got 8 bits but need more based on prefix
            111000000000, Input too short - got 12 bits but need more based on prefix
            111100000000, Input too short - got 12 bits but need more based on prefix
            1111000000000000, "Invalid prefix pattern '1111' - must be one of: 0, 10, 110, 1110"
            11111111111111111111, "Invalid prefix pattern '1111' - must be one of: 0, 10, 110, 1110"
            """)
    void cutOrDamagedNumbersAreRefusedInTheWordsOfTheReference(String bits, String message) {
        assertThatThrownBy(() -> Varnibble.decode(leftAligned(bits), bits.length()))
                .isInstanceOf(IsccFormatException.class).hasMessageStartingWith(message + ". ");
    }

    private static long leftAligned(String form) {
        return form.isEmpty() ? 0 : Long.parseUnsignedLong(form + "0".repeat(64 - form.length()), 2);
    }
}
