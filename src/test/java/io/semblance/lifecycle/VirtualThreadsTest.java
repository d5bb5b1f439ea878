package io.semblance.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VirtualThreadsTest {

    @ParameterizedTest
    @CsvSource({"1, 64", "2, 64", "16, 64", "32, 128"})
    void thereAreAlwaysMoreCarriersThanProcessors(int processors, int carriers) {
        assertThat(VirtualThreads.carriers(processors)).isEqualTo(carriers);
    }
}
