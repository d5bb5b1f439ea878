package io.semblance.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;

import io.semblance.external.ExternalProcess;
import io.semblance.proof.BesideOthers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old exports fill the disk of the data. */
@BesideOthers
class DiskNearlyFullIT {

    @TempDir
    Path directory;

    /** Less than half is free, and it goes down with every look. */
    private static void fillSlowlyUntilItIsForetold(Host host, Drill drill) throws IOException, InterruptedException {
        host.shell("dd if=/dev/zero bs=1M count=140 of=/var/lib/semblance/half", Map.of()).succeeded();
        Path growing = host.path("var/lib/semblance/growing");
        byte[] some = new byte[1 << 18];
        Callers writer = drill.calling(1, Duration.ofMillis(250),
                () -> Files.write(growing, some, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        drill.awaitFiring("SemblanceDiskFullSoon");
        writer.close();
        Files.delete(growing);
        Files.delete(host.path("var/lib/semblance/half"));
        drill.awaitSilent("SemblanceDiskFullSoon");
    }

    @Test
    void roomLetsWritesGoOnWithoutARestart() throws IOException, InterruptedException {
        Host host = Host.install(directory.resolve("host"));
        Path disk = host.path("var/lib/semblance");
        assumeTrue(ExternalProcess.run("mount", "-t", "tmpfs", "-o", "size=256m", "none", disk.toString())
                .exitCode() == 0, "skipped: needs the right to mount a tmpfs, which plays a small disk");
        try (Drill drill = Drill.of("disk-nearly-full", host, Drill.SECONDS, directory)) {
            host.startAndAwaitReady();
            Works works = Works.in(host);
            long pid = host.pid();
            fillSlowlyUntilItIsForetold(host, drill);
            long free = Files.getFileStore(disk).getUsableSpace();
            host.shell("mkdir /var/lib/semblance/exports; dd if=/dev/zero bs=1M count=" + ((free >> 20) - 20)
                    + " of=/var/lib/semblance/exports/old.ndjson; touch -d '30 days ago' "
                    + "/var/lib/semblance/exports/old.ndjson", Map.of()).succeeded();
            drill.awaitFiring("SemblanceDiskFull");
            drill.awaitFiring("SemblanceDiskNearlyFull");
            drill.follow("confirm");
            assertThat(works.write(host, 1, 1, 0).statusCode()).isEqualTo(507);
            Works.answers(host);
            assertThat(drill.follow("first")).contains("exports/old.ndjson");
            assertThat(drill.follow("fix, look")).contains("exports/old.ndjson");
            assertThat(disk.resolve("exports/old.ndjson")).as("looked at, not deleted").exists();
            assertThat(drill.follow("fix")).contains("exports/old.ndjson");
            assertThat(disk.resolve("exports/old.ndjson")).doesNotExist();
            drill.follow("verify");
            assertThat(works.write(host, 1, 1, 0).statusCode()).isEqualTo(201);
            assertThat(host.pid()).as("the same process").isEqualTo(pid);
            drill.assertFollowedToTheEnd();
        } finally {
            ExternalProcess.run("umount", "-l", disk.toString());
        }
    }
}
