package io.semblance.asset.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LaxIntegerTest {

    @ParameterizedTest
    @CsvSource({"3,3", "' 3 ',3", "+3,3", "-3,-3", "007,7", "1_000,1000", "3.,3", "3.0,3", "3.000,3", "-0,0",
            "4294967296,4294967296"})
    void isRead(String text, long expected) {
        assertThat(LaxInteger.parse(text)).isEqualTo(OptionalLong.of(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1.5", "1e3", "abc", "1__0", "_1", "1_", "+-1", "0x10", "- 1", ".0", "NaN", "1 2",
            "3.0_0"})
    void isNoInteger(String text) {
        assertThat(LaxInteger.parse(text)).isEmpty();
    }

    @Test
    void hugeOnesAreSaturated() {
        assertThat(LaxInteger.parse("9".repeat(1000))).hasValue(Long.MAX_VALUE);
        assertThat(LaxInteger.parse("-" + "9".repeat(30))).hasValue(Long.MIN_VALUE);
    }
}
