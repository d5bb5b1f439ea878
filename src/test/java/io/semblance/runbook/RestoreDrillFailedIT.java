package io.semblance.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.semblance.external.ExternalProcess;
import io.semblance.proof.BesideOthers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;

/** A snapshot rots on its disk after it was read back; who notices is the drill. */
@BesideOthers
class RestoreDrillFailedIT {

    private static final String HOLD = "mkdir -p /var/lib/semblance/scratch; /opt/semblance/semblance drill "
            + "--url http://localhost:8000 --secret-file /etc/semblance/secret --scratch /var/lib/semblance/scratch";

    @TempDir
    Path directory;

    @Test
    void anotherSnapshotIsMadeAndRestoredElsewhere() throws IOException, InterruptedException {
        Path shelf = directory.resolve("host/backup/semblance");
        Host host = Host.install(directory.resolve("host"), "SEMBLANCE_SNAPSHOTS_DIRECTORY=" + shelf);
        try (Drill drill = Drill.of("restore-drill-failed", host, Drill.SECONDS, directory)) {
            host.startAndAwaitReady();
            Works.in(host);
            String id = JsonMapper.shared().readTree(host.call("POST", "/snapshots", "{}").body()).get("id").asString();
            Path record = shelf.resolve(id).resolve("indexes/works/data.mdb");
            byte[] bytes = Files.readAllBytes(record);
            bytes[bytes.length / 2] ^= 1;
            Files.write(record, bytes);
            ExternalProcess held = host.shell(HOLD, Map.of());
            assertThat(held.exitCode()).as(held.output()).isEqualTo(3);
            assertThat(held.output()).contains("indexes/works/data.mdb has not the hash");
            drill.awaitFiring("SemblanceRestoreDrillFailed");
            assertThat(drill.follow("confirm")).contains("indexes/works/data.mdb");
            drill.follow("first");
            assertThat(drill.follow("fix")).contains("\"sound\":false").contains("\"sound\":true")
                    .contains("Restored snapshot");
            drill.follow("verify");
            assertThat(host.path("var/lib/semblance/scratch").toFile().list())
                    .containsExactly("semblance-drill.lock");
            drill.assertFollowedToTheEnd();
        }
    }
}
