package io.semblance.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nearly all of the heap was given to what is young, so what lasts finds no room and is looked through again and again. */
class FullHeapIT {

    /** What lasts in a service that has just started is larger than what is left for it. */
    private static final String CRAMPED = "-Xmx64m -Xmn56m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    @TempDir
    Path directory;

    @Test
    @Tag("night")
    void aLargerHeapIsCollectedSeldom() throws IOException, InterruptedException {
        Host host = Host.install(directory.resolve("host"), "SEMBLANCE_JAVA_OPTS=\"" + CRAMPED + "\"")
                .startAndAwaitReady();
        Works works = Works.in(host);
        try (Drill drill = Drill.of("high-memory", host, Drill.SECONDS, directory)) {
            drill.calling(2, Duration.ZERO, () -> works.write(host, 10, 1, 10_000));
            drill.awaitFiring("SemblanceHeapNearlyFull");
            drill.awaitFiring("SemblanceGarbageCollection");
            assertThat(drill.follow("confirm")).contains("area=\"heap\"");
            drill.also("restart-loop").follow("fix", host, Map.of("-Xmx1g", "-Xmx512m"));
            drill.follow("verify");
            Works.answers(host);
        }
    }
}
