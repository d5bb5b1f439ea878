package io.semblance.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoundsTest {

    @Test
    void thereAreAsManyAsAsked() {
        Rounds rounds = Rounds.of(3);
        for (int i = 1; i <= 3; i++) {
            assertThat(rounds.next()).isTrue();
            assertThat(rounds.number()).isEqualTo(i);
            assertThat(rounds.isLast()).isEqualTo(i == 3);
        }
        assertThat(rounds.next()).isFalse();
        assertThat(rounds.number()).isEqualTo(3);
    }

    @Test
    void noneAreNone() {
        assertThat(Rounds.of(0).next()).isFalse();
    }
}
