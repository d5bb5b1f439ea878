package io.semblance.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortenedJsonTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
            "{\"a\": 1, \"b\": [true, null]} | {\"b\":[true,null],\"a\":1.0}",
            "{\"a\": \"...\"} | {\"a\":{\"deep\":[1]}}",
            "{\"a\": \"ISCC:KAC...\"} | {\"a\":\"ISCC:KACQIW25\"}",
            "{\"a\": 1, \"...\": \"...\"} | {\"z\":3,\"a\":1}",
            "{\"...\": \"...\"} | {}",
            "[1, \"...\"] | [1,2,3]",
            "[\"...\"] | []",
            "{\"a\": 1} {\"b\": 2} | {\"a\":1} {\"b\":2}"})
    void whatIsShortenedAsTheRulesSayAgrees(String shown, String actual) {
        assertThat(ShortenedJson.differences(shown, actual)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
            "{\"a\": 1} | {\"a\":2} | /a: 1 is shown, and it is 2",
            "{\"a\": 1} | {\"a\":1,\"b\":2} | /b: is not shown, and it is 2",
            "{\"a\": 1, \"b\": \"...\"} | {\"a\":1} | /b: is shown, and it is absent",
            "{\"a\": \"x...\"} | {\"a\":\"y\"} | /a: \"x...\" is shown, and it is \"y\"",
            "{\"a\": [1, {\"b\": 2}]} | {\"a\":[1,{\"b\":3}]} | /a/1/b: 2 is shown, and it is 3",
            "[1] | [1,2] | : 1 items are shown, and there are 2",
            "[1, 2, \"...\"] | [1] | /1: is shown, and it is absent",
            "{\"a\": 1} | {\"a\":\"1\"} | /a: 1 is shown, and it is \"1\"",
            "{} | {} {} | 1 values are shown, and there are 2: {} {}"})
    void whatDiffersIsToldWithItsPlace(String shown, String actual, String difference) {
        assertThat(ShortenedJson.differences(shown, actual)).containsExactly(difference);
    }
}
