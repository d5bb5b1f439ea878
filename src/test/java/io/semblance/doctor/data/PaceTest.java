package io.semblance.doctor.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

/** Work and rest by a clock that the test turns. */
class PaceTest {

    private final AtomicLong clock = new AtomicLong(1_000);
    private final List<Long> rests = new ArrayList<>();

    private Pace pace(long end, int step) {
        return new Pace(end, step, clock::get, nanos -> {
            rests.add(nanos);
            clock.addAndGet(nanos);
        });
    }

    private void work(Pace pace, long... times) {
        for (long time : times) {
            clock.addAndGet(time);
            pace.run();
        }
    }

    @Test
    void itRestsAsLongAsItWorked() {
        work(pace(Long.MAX_VALUE, 1), 5, 70, 1);
        assertThat(rests).containsExactly(5L, 70L, 1L);
        assertThat(clock).hasValue(1_000 + 2 * (5 + 70 + 1));
    }

    @Test
    void itRestsAfterEachStepForAllOfIt() {
        Pace pace = pace(Long.MAX_VALUE, 3);
        work(pace, 1, 1, 1, 10, 10, 10, 100, 100);
        assertThat(rests).containsExactly(3L, 30L);
        assertThat(pace.entries()).isEqualTo(8);
    }

    @Test
    void itStopsWhenTheTimeIsOver() {
        Pace pace = pace(1_100, 1);
        work(pace, 20, 20, 20);
        assertThatThrownBy(() -> work(pace, 20)).isInstanceOf(Pace.OutOfTimeException.class);
        assertThat(rests).containsExactly(20L, 20L, 20L);
        assertThat(pace.entries()).isEqualTo(4);
    }

    @Test
    void itStopsWhereItsThreadIsToEnd() {
        Pace pace = pace(Long.MAX_VALUE, 1);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(pace::run).isInstanceOf(Pace.OutOfTimeException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
