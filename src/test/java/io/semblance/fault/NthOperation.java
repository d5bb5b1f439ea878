package io.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.semblance.proof.Tally;

/**
 * Lets the first operation of a kind fail, then the second, and so on, until none is left to fail.
 *
 * @param log of the service, shown with what goes wrong
 * @param step 1 for each operation, 2 for every other one, and so on
 */
record NthOperation(Path log, int step) {

    private static final int CLEAN = 2_000;

    /** Each operation. */
    NthOperation(Path log) {
        this(log, 1);
    }

    /** What a test does while one operation fails. */
    interface Attempt {

        /**
         * Does it.
         *
         * @param told which operation fails and how, for messages
         */
        void with(Operation operation, Fault fault, long times, String told) throws IOException, InterruptedException;
    }

    /** Runs an attempt for n = 0, 1, 2 ... until the n-th operation is never reached. */
    void untilClean(Faults faults, Operation operation, Fault fault, long times, Attempt attempt)
            throws IOException, InterruptedException {
        boolean reached = true;
        for (int n = 0; reached; n += step) {
            assertThat(n).as("operations of %s", operation).isLessThan(CLEAN);
            String told = operation + " " + n + ": " + fault + (times == 1 ? " once" : " from then on");
            long before = faults.failed(operation);
            faults.fail(operation, n, times, fault);
            try {
                attempt.with(operation, fault, times, told);
            } catch (AssertionError | IOException failed) {
                throw new AssertionError(told + "\n" + Files.readString(log), failed);
            }
            reached = faults.failed(operation) > before;
            faults.heal();
            Tally.add("failed-operations", 1);
        }
    }
}
