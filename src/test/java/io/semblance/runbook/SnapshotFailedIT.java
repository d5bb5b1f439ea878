package io.semblance.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.semblance.external.ExternalProcess;
import io.semblance.proof.BesideOthers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Somebody fills the disk of the snapshots. */
@BesideOthers
class SnapshotFailedIT {

    @TempDir
    Path directory;

    @Test
    void roomLetsTheNextSnapshotBeMade() throws IOException, InterruptedException {
        Path shelf = directory.resolve("host/backup/semblance");
        Host host = Host.install(directory.resolve("host"), "SEMBLANCE_SNAPSHOTS_DIRECTORY=" + shelf,
                "SEMBLANCE_SNAPSHOTS_INTERVAL=1m", "SEMBLANCE_SNAPSHOTS_CHANGES=true",
                "SEMBLANCE_SNAPSHOTS_KEEP_LAST=2",
                "SEMBLANCE_SNAPSHOTS_KEEP_DAILY=0",
                "SEMBLANCE_SNAPSHOTS_KEEP_WEEKLY=0");
        Files.createDirectories(shelf);
        assumeTrue(ExternalProcess.run("mount", "-t", "tmpfs", "-o", "size=16m", "none", shelf.toString())
                .exitCode() == 0, "skipped: needs the right to mount a tmpfs, which plays a small disk");
        try (Drill drill = Drill.of("snapshot-failed", host, Drill.SECONDS, directory)) {
            host.startAndAwaitReady();
            Works works = Works.in(host);
            String made = host.call("POST", "/snapshots", "{}").body();
            assertThat(made).contains("\"sound\":true");
            fill(host);
            assertThat(works.write(host, 100, 1, 100).statusCode()).as("writes go on").isEqualTo(201);
            drill.awaitFiring("SemblanceChangesNotShipped");
            host.call("DELETE", "/snapshots/" + JsonMapper.shared().readTree(made).path("id").asString(), "");
            fill(host);
            drill.awaitFiring("SemblanceSnapshotFailed");
            drill.awaitFiring("SemblanceSnapshotOld");
            drill.follow("confirm");
            Works.answers(host);
            assertThat(drill.follow("first")).contains("100%");
            assertThat(drill.follow("fix, look")).contains("old.tar");
            assertThat(shelf.resolve("old.tar")).as("looking deletes nothing").exists();
            assertThat(drill.follow("fix")).contains("old.tar").containsPattern("[0-9]{8}t[0-9]{9}z");
            assertThat(shelf.resolve("kept.zip")).as("an archive is not deleted").exists();
            drill.follow("verify");
            drill.assertFollowedToTheEnd();
        } finally {
            ExternalProcess.run("umount", "-l", shelf.toString());
        }
    }

    private static void fill(Host host) throws IOException, InterruptedException {
        host.shell("""
                dd if=/dev/zero bs=1M count=2 of=/backup/semblance/kept.zip
                dd if=/dev/zero bs=1M count=20 of=/backup/semblance/old.tar || true
                """, Map.of()).succeeded();
    }
}
