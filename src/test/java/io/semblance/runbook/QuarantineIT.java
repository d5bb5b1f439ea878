package io.semblance.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.semblance.proof.BesideOthers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page of an index's file is overwritten while nothing runs: the start sets it aside, and a snapshot takes its place. */
@BesideOthers
class QuarantineIT {

    private static final int PAGE = 4096;

    @TempDir
    Path directory;

    @Test
    void aDamagedIndexIsSetAsideAndComesBackFromASnapshot() throws IOException, InterruptedException {
        Host host = Host.install(directory.resolve("host"),
                "SEMBLANCE_SNAPSHOTS_DIRECTORY=" + directory.resolve("snapshots"), "SEMBLANCE_SNAPSHOTS_KEEP_LAST=1",
                "SEMBLANCE_SNAPSHOTS_KEEP_DAILY=0", "SEMBLANCE_SNAPSHOTS_KEEP_WEEKLY=0").startAndAwaitReady();
        try (Drill drill = Drill.of("quarantine", host, Drill.SECONDS, directory)) {
            Works.in(host);
            assertThat(host.call("POST", "/indexes", "{\"name\":\"others\"}").statusCode()).isEqualTo(201);
            List<String> answers = Works.answers(host);
            assertThat(host.call("POST", "/snapshots", "{}").statusCode()).isEqualTo(201);
            host.systemctl("stop");
            Path record = host.path("var/lib/semblance/data/indexes/works/data.mdb");
            overwrite(record);
            byte[] damaged = Files.readAllBytes(record);
            for (int start = 0; start < 2; start++) {
                host.startAndAwaitReady();
                HttpResponse<String> refused = host.call("GET", "/indexes/works", "");
                assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
                assertThat(refused.body()).contains("index-quarantined", "is damaged", "Restore its newest snapshot");
                assertThat(host.call("GET", "/indexes/others", "").statusCode()).isEqualTo(200);
                assertThat(host.call("GET", "/indexes", "").body()).contains("others").doesNotContain("works");
                assertThat(host.call("POST", "/indexes", "{\"name\":\"works\"}").statusCode()).isEqualTo(503);
                // As a schedule does, which knows nothing of the damage.
                assertThat(host.call("POST", "/snapshots", "{}").body()).contains("others").doesNotContain("works");
                assertThat(host.call("POST", "/snapshots", "{\"indexes\":[\"works\"]}").statusCode()).isEqualTo(503);
                if (start == 0) {
                    host.systemctl("stop");
                }
            }
            drill.awaitFiring("SemblanceIndexQuarantined");
            assertThat(drill.follow("confirm")).contains("what:    index works", "is damaged");
            drill.follow("first");
            assertThat(drill.follow("fix, restore")).contains("works");
            drill.follow("verify");
            assertThat(Works.answers(host)).isEqualTo(answers);
            assertThat(setAside(host)).isEqualTo(damaged);
            assertThat(host.call("GET", "/actuator/health", "").body()).contains("index works");
            drill.follow("undo");
            drill.awaitSilent("SemblanceQuarantine");
        }
    }

    private static void overwrite(Path record) throws IOException {
        try (FileChannel channel = FileChannel.open(record, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer last = ByteBuffer.allocate(PAGE);
            byte[] noise = new byte[PAGE];
            Arrays.fill(noise, (byte) 0xA5);
            // The meta pages stay: without a look at the rest, this is an index like any other.
            for (long at = 2 * PAGE; at < channel.size(); at += PAGE) {
                channel.write(last.clear().put(noise).flip(), at);
            }
        }
    }

    private static byte[] setAside(Host host) throws IOException {
        try (Stream<Path> files = Files.walk(host.path("var/lib/semblance/data/quarantine"))) {
            return Files.readAllBytes(files.filter(file -> file.endsWith("data.mdb")).findFirst().orElseThrow());
        }
    }
}
