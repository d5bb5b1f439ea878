package io.semblance.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VirtualThreadsTest {

    @ParameterizedTest
    @CsvSource({"1, 16", "2, 16", "4, 16", "8, 32", "64, 256"})
    void thereAreAlwaysMoreCarriersThanProcessors(int processors, int carriers) {
        assertThat(VirtualThreads.carriers(processors)).isEqualTo(carriers);
    }
}
