package io.semblance.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import io.semblance.external.ExternalTool;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The disk takes its time for each sync, until its neighbour is gone. */
@Isolated
class SlowWritesIT {

    @TempDir
    Path directory;

    @Test
    void aDiskOfItsOwnCommitsFast() throws IOException, InterruptedException {
        Path strace = ExternalTool.debian("strace", "strace").require();
        Host host = Host.install(directory.resolve("host")).startAndAwaitReady();
        Works works = Works.in(host);
        try (Drill drill = Drill.of("slow-writes", host, Drill.SECONDS, directory)) {
            drill.calling(1, Duration.ofMillis(100), () -> works.write(host, 1, 1, 0));
            Process neighbour = new ProcessBuilder(strace.toString(), "-f", "-qq", "-o", "/dev/null", "-p",
                    Long.toString(host.pid()), "-e", "trace=fdatasync,fsync,msync", "-e",
                    "inject=fdatasync,fsync,msync:delay_exit=300000").start();
            try {
                assumeTrue(!neighbour.waitFor(Duration.ofSeconds(1)), "skipped: needs the right to trace a process");
                drill.awaitFiring("SemblanceSlowCommits");
                drill.follow("confirm");
                assertThat(drill.follow("fix")).contains("50+0 records out");
            } finally {
                neighbour.destroy();
                neighbour.waitFor();
            }
            drill.follow("verify");
            drill.assertFollowedToTheEnd();
        }
    }
}
