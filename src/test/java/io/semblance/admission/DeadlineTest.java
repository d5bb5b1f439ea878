package io.semblance.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class DeadlineTest {

    @Test
    void whatRunsInsideSeesItAndNobodyElseDoes() {
        Duration inside = Deadline.in(Duration.ofMinutes(1)).call(() -> Deadline.current().left());
        assertThat(inside).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(1));
        assertThat(Deadline.current().left()).as("nobody waits for this thread").isGreaterThan(Duration.ofDays(30_000));
    }

    @Test
    void onceOverNothingIsLeftAndAgainGivesAllOfIt() {
        Deadline over = Deadline.in(Duration.ZERO);
        assertThat(over.left()).isZero();
        assertThat(over.leftOf(Duration.ofSeconds(1))).isZero();
        Deadline hour = Deadline.in(Duration.ofHours(1));
        assertThat(hour.again().left()).isGreaterThanOrEqualTo(hour.left());
        assertThat(hour.leftOf(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aCallerReadsItAsItWasGiven() {
        assertThat(Deadline.in(Duration.ofMillis(400)).text()).isEqualTo("400 ms");
        assertThat(Deadline.in(Duration.ofMinutes(1)).text()).isEqualTo("60 s");
    }
}
