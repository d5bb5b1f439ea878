package io.semblance.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.semblance.doctor.DataGrowth.Rate;

import org.junit.jupiter.api.Test;

/** How fast data grows, by a clock that the test turns. */
class DataGrowthTest {

    private static final Duration STEP = Duration.ofMinutes(10);

    /** Far from zero and before an overflow, as {@link System#nanoTime()} may be. */
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - Duration.ofMinutes(25).toNanos());
    private final DataGrowth growth = new DataGrowth(clock::get);

    @Test
    void noRateIsKnownBeforeAnHourHasPassed() {
        assertThat(growth.rate()).isEmpty();
        for (int i = 0; i < 6; i++) {
            growth.note(1_000L * i);
            assertThat(growth.rate()).as("after %d minutes", 10 * i).isEmpty();
            clock.addAndGet(STEP.toNanos());
        }
        assertThat(growth.rate()).as("the time since the last size says nothing").isEmpty();
        growth.note(6_000);
        assertThat(growth.rate()).contains(new Rate(6_000, Duration.ofHours(1)));
    }

    @Test
    void onlyTheLastDayCounts() {
        growth.note(0);
        for (int i = 1; i <= 300; i++) {
            clock.addAndGet(STEP.toNanos());
            growth.note(i <= 156 ? 1_000_000 : 1_000_000 + i);
        }
        assertThat(growth.rate()).contains(new Rate(300, Duration.ofDays(1)));
    }

    @Test
    void daysAreThoseUntilTheRoomIsFull() {
        assertThat(new Rate(10, Duration.ofDays(1)).days(45)).isEqualTo(4.5);
        assertThat(new Rate(10, Duration.ofHours(1)).days(240)).isEqualTo(1);
        assertThat(new Rate(0, Duration.ofDays(1)).days(45)).isInfinite();
        assertThat(new Rate(-10, Duration.ofDays(1)).days(45)).isInfinite();
    }
}
