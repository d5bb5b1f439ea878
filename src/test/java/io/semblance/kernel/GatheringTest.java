package io.semblance.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class GatheringTest {

    private final Gathering gathering = new Gathering(64);

    /** A scan so long that no test outlives the gathering after it. */
    private static long longAgo() {
        return System.nanoTime() - Duration.ofHours(1).toNanos();
    }

    @Test
    void aFirstRequestWaitsForNobody() {
        assertThat(gathering.isOver(1)).isTrue();
    }

    @Test
    void aCallerWhoIsAloneWaitsForNobody() {
        gathering.begin(longAgo(), 1, 0);
        assertThat(gathering.isOver(1)).isTrue();
    }

    @Test
    void callersOfTheScanAndThoseWhoWaitedMeanwhileAreExpected() {
        gathering.begin(longAgo(), 5, 3);
        assertThat(gathering.isOver(7)).isFalse();
        assertThat(gathering.isOver(8)).isTrue();
    }

    @Test
    void noMoreAreExpectedThanOnePassTakes() {
        gathering.begin(longAgo(), 60, 60);
        assertThat(gathering.isOver(63)).isFalse();
        assertThat(gathering.isOver(64)).isTrue();
    }

    @Test
    void itLastsNoLongerThanTheScanDid() {
        gathering.begin(longAgo(), 5, 3);
        assertThat(gathering.left()).isPositive().isLessThanOrEqualTo(Duration.ofHours(1).toNanos() + 60_000_000_000L);
        gathering.begin(System.nanoTime(), 5, 3);
        while (gathering.left() > 0) {
            Thread.onSpinWait();
        }
        assertThat(gathering.isOver(1)).isTrue();
    }

    @Test
    void itCanBeEndedEarly() {
        gathering.begin(longAgo(), 5, 3);
        gathering.end();
        assertThat(gathering.isOver(1)).isTrue();
    }
}
