package io.semblance.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.time.Duration;

import io.semblance.observed.Windows;
import io.semblance.proof.BesideOthers;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A heap that is too small for what callers send ends the process, again and again; or no start comes to its end. */
@BesideOthers
class RestartLoopIT {

    /** A quarter of an hour becomes a minute, in which the service can start three times. */
    private static final Windows MINUTE = new Windows(15);

    @TempDir
    Path directory;

    @Test
    @Tag("night")
    void aLargerHeapEndsTheLoop() throws IOException, InterruptedException {
        Host host = Host.install(directory.resolve("host"),
                "SEMBLANCE_JAVA_OPTS=\"-Xmx64m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC\"").startAndAwaitReady();
        Works works = Works.in(host);
        try (Drill drill = Drill.of("restart-loop", host, MINUTE, directory)) {
            drill.calling(1, Duration.ofSeconds(1), () -> {
                if (host.isReady()) {
                    works.write(host, 40, 1, 1_000_000);
                }
            });
            drill.awaitFiring("SemblanceRestartLoop");
            assertThat(drill.follow("confirm")).contains("java.lang.OutOfMemoryError");
            drill.follow("first");
            assertThat(Files.readString(host.path("var/lib/semblance/restart-loop.log"))).contains("OutOfMemoryError");
            drill.follow("fix");
            drill.follow("verify");
            Works.answers(host);
            drill.follow("undo");
            assertThat(host.path("etc/semblance/environment")).content().doesNotContain("-Xmx1g").contains("-Xmx64m");
            drill.assertFollowedToTheEnd("confirm, refused");
        }
    }

    @Test
    void aStartThatIsRefusedEachTimeSaysWhatToDo() throws IOException, InterruptedException {
        Host host = Host.install(directory.resolve("host"), "SEMBLANCE_SCAN_THREADS=many");
        host.systemctl("start");
        try (Drill loop = Drill.of("restart-loop", host, Drill.SECONDS, directory)) {
            Drill lost = loop.also("lost-node");
            lost.awaitFiring("SemblanceDown");
            lost.follow("confirm");
            assertThat(loop.follow("confirm, refused")).contains("Action:").containsIgnoringCase("scan-threads");
            host.shell("sed -i '/^SEMBLANCE_SCAN_THREADS=/d' /etc/semblance/environment", Map.of()).succeeded();
            host.startAndAwaitReady();
            lost.awaitSilent("SemblanceDown");
        }
    }
}
