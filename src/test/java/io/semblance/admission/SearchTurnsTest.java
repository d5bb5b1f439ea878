package io.semblance.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

class SearchTurnsTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    private final SearchTurns turns = new SearchTurns(1, 1);

    private CompletableFuture<Boolean> waiting() {
        CompletableFuture<Boolean> taken = CompletableFuture.supplyAsync(() -> {
            try {
                return turns.take(LONG);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }, Thread.ofVirtual()::start);
        await().until(() -> turns.waiting() == 1);
        return taken;
    }

    @Test
    void whoWaitsGetsTheTurnThatIsGivenBack() throws InterruptedException {
        assertThat(turns.take(LONG)).isTrue();
        CompletableFuture<Boolean> second = waiting();
        assertThat(second).isNotDone();
        turns.release();
        assertThat(second.join()).isTrue();
        assertThat(turns.waiting()).isZero();
        assertThat(turns.refused()).isZero();
    }

    @Test
    void oneMoreThanMayWaitIsRefusedAtOnce() throws InterruptedException {
        assertThat(turns.take(LONG)).isTrue();
        CompletableFuture<Boolean> second = waiting();
        assertThat(turns.take(LONG)).isFalse();
        assertThat(turns.refused()).isEqualTo(1);
        turns.release();
        assertThat(second.join()).isTrue();
    }

    @Test
    void aTurnThatDoesNotComeInTimeIsARefusal() throws InterruptedException {
        assertThat(turns.take(LONG)).isTrue();
        assertThat(turns.take(Duration.ofMillis(1))).isFalse();
        assertThat(turns.refused()).isEqualTo(1);
        assertThat(turns.waiting()).isZero();
        turns.release();
        assertThat(turns.take(Duration.ZERO)).as("the control: there is a turn again").isTrue();
    }
}
