package io.semblance.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits for what must come true some time; a slow machine takes longer and fails nothing. */
final class Waiting {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Waiting() {
    }

    /** What is waited for. */
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    static void until(String what, Condition condition, Supplier<String> otherwise)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("%s, in %s:%n%s", what, PATIENCE, otherwise.get()).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }
}
