package io.semblance.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.semblance.proof.BesideOthers;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A drop-in of the unit gives the heap most of the memory that the process may have; the environment file says nothing. The rest
 * of the process needs 120 to 300 MB, depending on the machine: the limit is so large that all of that lies between the alert
 * (nine tenths) and the kill.
 */
@BesideOthers
class HighMemoryIT {

    private static final Path MEMORY = Path.of("/sys/fs/cgroup/memory");

    @TempDir
    Path directory;

    @BeforeAll
    static void programsAreThere() {
        assumeTrue(Files.isWritable(MEMORY.resolve("cgroup.procs")),
                "skipped: needs a memory cgroup of version 1 that it may divide, which plays MemoryMax=");
    }

    private static List<String> options(Host host) throws IOException {
        return List.of(Files.readString(Path.of("/proc/" + host.pid() + "/cmdline")).split("\0"));
    }

    @Test
    void aSmallerHeapLeavesRoomForTheRest() throws IOException, InterruptedException {
        Host host = Host.installAsShipped(directory.resolve("host"));
        Path settings = host.path("etc/semblance/environment");
        String before = Files.readString(settings);
        Files.writeString(host.path("etc/systemd/system/semblance.service.d/memory.conf"), """
                [Service]
                MemoryMax=2000M
                Environment="SEMBLANCE_JAVA_OPTS=-Xms1680m -Xmx1680m -XX:+AlwaysPreTouch -XX:+UseSerialGC"
                """);
        host.startAndAwaitReady();
        try (Drill drill = Drill.of("high-memory", host, Drill.SECONDS, directory)) {
            Works.in(host);
            drill.awaitFiring("SemblanceHighMemory");
            assertThat(drill.follow("confirm")).contains("=> 0.9");
            drill.follow("fix");
            drill.follow("verify");
            assertThat(options(host)).contains("-XX:MaxRAMPercentage=33").doesNotContain("-Xmx1680m");
            Works.answers(host);
            drill.follow("undo");
            Waiting.until("it is ready again", host::isReady, () -> "not ready");
            assertThat(settings).content().isEqualToIgnoringNewLines(before);
            assertThat(options(host)).contains("-Xmx1680m").doesNotContain("-XX:MaxRAMPercentage=33");
            drill.assertFollowedToTheEnd();
        }
    }
}
