package io.semblance.runbook;

import java.io.IOException;
import java.nio.file.Path;

import io.semblance.observed.Windows;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Service discovery no longer names the instance. */
class LostInstanceIT {

    /** An hour becomes six seconds. */
    private static final Windows SHORT = new Windows(600);

    @TempDir
    Path directory;

    @Test
    @Tag("night")
    void anInstanceThatPrometheusNoLongerKnowsIsMissed() throws IOException, InterruptedException {
        Host host = Host.install(directory.resolve("host")).startAndAwaitReady();
        try (Drill drill = Drill.of("lost-node", host, SHORT, directory)) {
            Waiting.until("an hour's history", () -> !drill.prometheus().values("up offset 10s").isEmpty(),
                    () -> "none");
            drill.prometheus().watchNobody();
            drill.awaitFiring("SemblanceAbsent");
            drill.awaitFiring("SemblanceInstanceLost");
            drill.follow("confirm");
            drill.prometheus().watch(host);
            drill.awaitSilent("SemblanceAbsent");
            drill.awaitSilent("SemblanceInstanceLost");
        }
    }
}
