package io.semblance.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The heap was given nearly all of the memory that the process may have. */
class HighMemoryIT {

    private static final Path MEMORY = Path.of("/sys/fs/cgroup/memory");

    @TempDir
    Path directory;

    @BeforeAll
    static void programsAreThere() {
        assumeTrue(Files.isWritable(MEMORY.resolve("cgroup.procs")),
                "skipped: needs a memory cgroup of version 1 that it may divide, which plays MemoryMax=");
    }

    @Test
    void aSmallerHeapLeavesRoomForTheRest() throws IOException, InterruptedException {
        Host host = Host.install(directory.resolve("host"),
                "SEMBLANCE_JAVA_OPTS=\"-Xms340m -Xmx340m -XX:+AlwaysPreTouch -XX:TieredStopAtLevel=1 -XX:+UseSerialGC\"");
        Files.writeString(host.path("etc/systemd/system/semblance.service.d/memory.conf"),
                "[Service]\nMemoryMax=500M\n");
        host.startAndAwaitReady();
        try (Drill drill = Drill.of("high-memory", host, Drill.SECONDS, directory)) {
            Works.in(host);
            drill.awaitFiring("SemblanceHighMemory");
            assertThat(drill.follow("confirm")).contains("=> 0.9");
            drill.follow("fix");
            drill.follow("verify");
            Works.answers(host);
            drill.assertFollowedToTheEnd();
        }
    }
}
