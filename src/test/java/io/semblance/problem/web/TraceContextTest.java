package io.semblance.problem.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";

    @Test
    void traceGoesOnWithASpanOfItsOwn() {
        TraceContext context = Objects
                .requireNonNull(TraceContext.continuing("00-" + TRACE + "-" + PARENT + "-01"));
        assertThat(context.traceId()).isEqualTo(TRACE);
        assertThat(context.spanId()).matches("[0-9a-f]{16}").isNotEqualTo(PARENT);
        assertThat(context.header()).isEqualTo("00-" + TRACE + "-" + context.spanId() + "-01");
    }

    @Test
    void laterVersionsMayHaveMoreToSay() {
        assertThat(TraceContext.continuing("01-" + TRACE + "-" + PARENT + "-01-more")).isNotNull();
        assertThat(TraceContext.continuing("01-" + TRACE + "-" + PARENT + "-01")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "ff-" + TRACE + "-" + PARENT + "-01", "00-" + TRACE + "-" + PARENT + "-01-more",
            "00-00000000000000000000000000000000-" + PARENT + "-01", "00-" + TRACE + "-0000000000000000-01",
            "00-0AF7651916CD43DD8448EB211C80319C-" + PARENT + "-01", "00-" + TRACE + "-" + PARENT + "-0g",
            "00_" + TRACE + "-" + PARENT + "-01", "01-" + TRACE + "-" + PARENT + "-01more"})
    void whatIsNoTraceIsPassedOver(String header) {
        assertThat(TraceContext.continuing(header)).isNull();
    }

    @Test
    void mostRequestsHaveNone() {
        assertThat(TraceContext.continuing(null)).isNull();
    }
}
