package io.semblance.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class BudgetTest {

    private static final Duration NOT_AT_ALL = Duration.ZERO;

    private final Budget budget = new Budget(8 * 1_024);

    @Test
    void whatDoesNotFitIsRefusedUntilSomethingIsGivenBack() throws InterruptedException {
        int first = budget.take(5_000, NOT_AT_ALL);
        assertThat(first).isEqualTo(5);
        assertThat(budget.take(4_000, NOT_AT_ALL)).isZero();
        int second = budget.take(3_000, NOT_AT_ALL);
        assertThat(second).isEqualTo(3);
        budget.release(first);
        assertThat(budget.take(4_000, NOT_AT_ALL)).isEqualTo(4);
    }

    @Test
    void whatIsLargerThanAllOfItIsAlone() throws InterruptedException {
        int all = budget.take(1L << 40, NOT_AT_ALL);
        assertThat(all).isEqualTo(8);
        assertThat(budget.take(1, NOT_AT_ALL)).isZero();
        budget.release(all);
        assertThat(budget.take(1, NOT_AT_ALL)).isEqualTo(1);
    }
}
