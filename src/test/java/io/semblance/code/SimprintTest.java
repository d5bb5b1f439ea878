package io.semblance.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimprintTest {

    @ParameterizedTest
    @ValueSource(strings = {"AQEBAQEBAQEBAQEBAQEBAQ", "AQEBAQEBAQEBAQEBAQEBAQ==", "AQEBAQEBAQEBAQEBAQEBAR",
            "AQEBAQEBAQEBAQEBAQEBAf=", "AQEBAQEBAQEBAQEBAQEBAZ======"})
    void paddingAndBitsThatBelongToNoByteAreIgnored(String text) {
        Simprint simprint = Simprint.parse(text);
        assertThat(simprint).isEqualTo(new Simprint(128, 0x0101010101010101L, 0x0101010101010101L, 0, 0));
        assertThat(simprint.text()).isEqualTo("AQEBAQEBAQEBAQEBAQEBAQ");
    }

    @Test
    void bothAlphabetsAreReadAndTheUrlSafeOneIsWritten() {
        Simprint simprint = Simprint.parse("-_-_-_-_-_-_");
        assertThat(Simprint.parse("+/+/+/+/+/+/")).isEqualTo(simprint);
        assertThat(Simprint.parse("-/+_-_+/-_-_")).isEqualTo(simprint);
        assertThat(simprint.text()).isEqualTo("-_-_-_-_-_-_");
        assertThat(simprint.bits()).isEqualTo(72);
    }

    @Test
    void everyLengthIsReadBackAsTheJdkWritesIt() {
        long seed = 64;
        RandomCodes random = new RandomCodes(seed);
        for (int count = 8; count <= 32; count++) {
            byte[] bytes = random.bytes(count);
            Simprint simprint = Simprint.ofBytes(bytes);
            assertThat(simprint.bytes()).describedAs("seed %d, %d bytes", seed, count).isEqualTo(bytes);
            assertThat(simprint.text()).isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
            assertThat(Simprint.parse(Base64.getEncoder().encodeToString(bytes))).isEqualTo(simprint);
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            "", 0
            ===, 0
            AA, 1
            AAA, 2
            AAAA, 3
            AAAAAA, 4
            """)
    void decodeReadsAnyLength(String text, int count) {
        assertThat(Simprint.decode(text)).hasSize(count).isEqualTo(new byte[count]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "A===", "AAAAA", "AQEBAQEBAQEBAQEBAQEBA"})
    void countsThatNoByteCountGivesAreRefused(String text) {
        assertThatThrownBy(() -> Simprint.decode(text)).isInstanceOf(IsccFormatException.class)
                .hasMessageStartingWith("Invalid number of data characters. ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AQEB QEBAQEB", "AQEBAQEBAQ\n", "AQEBA=EBAQEB", "AQEBAÄEBAQEB", "AQEBA\uD800EBAQEB",
            "AQEB.QEBAQEB"})
    void otherCharactersAreRefused(String text) {
        assertThatThrownBy(() -> Simprint.parse(text)).isInstanceOf(IsccFormatException.class)
                .hasMessageContaining("is not base64. ");
    }

    @Test
    void lengthsOutside64To256BitsAreRefused() {
        for (int count : new int[]{0, 1, 7, 33, 1000}) {
            String text = Base64.getUrlEncoder().encodeToString(new byte[count]);
            assertThatThrownBy(() -> Simprint.parse(text)).as("%d bytes", count).isInstanceOf(IsccFormatException.class)
                    .hasMessageStartingWith("A simprint cannot have ");
            assertThatThrownBy(() -> Simprint.ofBytes(new byte[count])).isInstanceOf(IsccFormatException.class);
        }
        assertThatThrownBy(() -> new Simprint(68, 0, 0, 0, 0)).isInstanceOf(IsccFormatException.class);
        assertThatThrownBy(() -> new Simprint(72, 0, 1, 0, 0)).isInstanceOf(IsccFormatException.class);
    }
}
