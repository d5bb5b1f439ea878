package io.semblance.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More searches at once than may wait: some are refused, and told so. */
@Tag("night")
class RefusedSearchesIT {

    /** So many that the queue of 1,024 is full while a pass answers as many again, however fast that is. */
    private static final int CALLERS = 3_000;

    @TempDir
    Path directory;

    @Test
    void fewerCallersEndTheRefusals() throws IOException, InterruptedException {
        Host host = Host.install(directory.resolve("host"), "SEMBLANCE_SCAN_THREADS=1").startAndAwaitReady();
        Works works = Works.in(host);
        for (int i = 0; i < 10; i++) {
            assertThat(works.write(host, 20, 1_000, 0).statusCode()).isEqualTo(201);
        }
        String query = works.query(20);
        try (Drill drill = Drill.of("slow-searches", host, Drill.SECONDS, directory)) {
            Callers many = drill.calling(CALLERS, Duration.ofMillis(100),
                    () -> host.call("POST", "/indexes/works/search", query));
            drill.awaitFiring("SemblanceSearchesRefused");
            Drill errors = drill.also("connection-errors");
            errors.awaitFiring("SemblanceRequestsRefused");
            assertThat(errors.follow("confirm, answers")).contains("503");
            many.close();
            drill.follow("verify");
            errors.follow("verify");
        }
    }
}
