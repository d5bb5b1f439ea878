package io.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

import io.semblance.proof.Tally;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the n-th file operation of a start on, all of its kind fail: some n here, all at night. The process serves, waits, or
 * ends in words; and what was acknowledged is there once the disk is sound.
 */
class FailedStartsIT {

    private static final long EVER = Long.MAX_VALUE;

    @TempDir
    Path directory;

    @Test
    void aStartUnderFaultsLosesNothing() throws IOException, InterruptedException {
        startUnderFaults(40);
    }

    @Test
    @Tag("night")
    void everyStartUnderFaultsLosesNothing() throws IOException, InterruptedException {
        startUnderFaults(1);
    }

    /** Every so many-th operation of a start. */
    private void startUnderFaults(int step) throws IOException, InterruptedException {
        int tried = 0;
        RememberingClient client = new RememberingClient(1, new SplittableRandom(7), directory);
        Faults faults;
        try (FaultyService service = FaultyService.startWithIndex(directory)) {
            faults = service.faults().only("");
            for (int i = 0; i < 5; i++) {
                client.write(service.process().url());
            }
        }
        for (Operation operation : List.of(Operation.OPEN, Operation.WRITE, Operation.SYNC, Operation.NAME)) {
            Fault fault = operation == Operation.OPEN ? Fault.TOO_MANY_FILES : Fault.NO_SPACE;
            boolean reached = true;
            for (int n = 0; reached; n += step) {
                long before = faults.failed(operation);
                Files.writeString(directory.resolve("service.log"), "");
                faults.fail(operation, n, EVER, fault);
                try (FaultyService service = FaultyService.start(directory, faults)) {
                    String told = operation + " " + n;
                    boolean serves = startsOrSaysWhyNot(service, told);
                    reached = faults.failed(operation) > before;
                    if (operation == Operation.WRITE) {
                        assertThat(serves).as("%s: a full disk keeps nobody from starting", told).isTrue();
                        client.verify(new HttpReader(service.process()), EVER);
                    }
                    try (FaultyService again = service.again(directory)) {
                        client.verify(new HttpReader(again.process()), EVER);
                    }
                }
                tried++;
            }
        }
        Tally.add("failed-operations", tried);
    }

    private static boolean startsOrSaysWhyNot(FaultyService service, String told)
            throws IOException, InterruptedException {
        try {
            service.process().awaitReadyOrLogged("it is tried again: the indexes in");
            if (!service.process().isReady()) {
                service.faults().heal();
                service.process().awaitReady();
            }
        } catch (AssertionError ended) {
            assertThat(service.process().log()).as(told).contains("Description:", "Action:")
                    .containsPattern("cannot be (used|written|created|locked)").doesNotContain("\tat java.");
            return false;
        }
        assertThat(service.process().get("/livez").statusCode()).as(told).isEqualTo(200);
        return true;
    }
}
