package io.semblance.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.semblance.external.ExternalTool;
import io.semblance.proof.BesideOthers;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The system fails a commit, or gives no more address space: the index shuts its door, and a restart opens it. */
@BesideOthers
class FailingIndexIT {

    private static final int MIB = 1 << 20;

    @TempDir
    Path directory;

    @BeforeAll
    static void programsAreThere() {
        ExternalTool.debian("prlimit", "util-linux").require();
    }

    @Test
    void aRestartAfterAFailedCommitTakesWritesAgain() throws IOException, InterruptedException {
        Host host = Host.install(directory.resolve("host")).startAndAwaitReady();
        try (Drill drill = Drill.of("read-only-index", host, Drill.SECONDS, directory)) {
            Works works = Works.in(host);
            host.shell("prlimit --pid " + host.pid() + " --fsize=" + MIB, Map.of()).succeeded();
            int status = 201;
            for (int i = 0; i < 20 && status == 201; i++) {
                status = works.write(host, 10, 1, 10_000).statusCode();
            }
            assertThat(status).isEqualTo(503);
            List<String> answers = Works.answers(host);
            drill.awaitFiring("SemblanceIndexReadOnly");
            assertThat(drill.follow("confirm")).contains("read-only until restarted");
            drill.follow("first", host, Map.of("/var/tmp/", directory + "/"));
            assertThat(Files.readAllLines(directory.resolve("works.ndjson"))).hasSizeGreaterThanOrEqualTo(100);
            assertThat(drill.follow("fix")).contains("Max file size", Integer.toString(MIB));
            drill.follow("verify");
            assertThat(works.write(host, 10, 1, 10_000).statusCode()).isEqualTo(201);
            assertThat(Works.answers(host)).isEqualTo(answers);
            drill.assertFollowedToTheEnd();
        }
    }

    /** A folder stands where LMDB wants its lock file: no damage of the record, so that stays where it is. */
    @Test
    void anIndexThatCannotBeOpenedIsServedOnceItCan() throws IOException, InterruptedException {
        Host host = Host.install(directory.resolve("host")).startAndAwaitReady();
        try (Drill drill = Drill.of("read-only-index", host, Drill.SECONDS, directory)) {
            Works.in(host);
            List<String> answers = Works.answers(host);
            host.systemctl("stop");
            Path file = host.path("var/lib/semblance/data/indexes/works/lock.mdb");
            Files.delete(file);
            Files.createDirectory(file);
            host.startAndAwaitReady();
            drill.awaitFiring("SemblanceIndexSetAside");
            assertThat(drill.follow("confirm")).contains("cannot be opened and is not served");
            Files.delete(file);
            drill.follow("fix");
            drill.follow("verify");
            assertThat(Works.answers(host)).isEqualTo(answers);
        }
    }

    @Test
    void aMapGrowsAgainWithoutALimitOnAddressSpace() throws IOException, InterruptedException {
        Host host = Host.install(directory.resolve("host"), "MALLOC_ARENA_MAX=1").startAndAwaitReady();
        Works works = Works.in(host);
        String size = host.shell("awk '/VmSize/ {printf \"%d\", $2 * 1024}' /proc/" + host.pid() + "/status", Map.of())
                .succeeded().strip();
        long limit = Long.parseLong(size) + 400L * MIB;
        // What systemd would have set at the start: there the JVM would hardly have passed it.
        Files.writeString(host.path("etc/systemd/system/semblance.service.d/limits.conf"),
                "[Service]\nLimitAS=" + limit + "\n");
        host.shell("prlimit --pid " + host.pid() + " --as=" + limit, Map.of()).succeeded();
        try (Drill drill = Drill.of("map-full", host, Drill.SECONDS, directory)) {
            int status = 201;
            for (int i = 0; i < 40 && status == 201; i++) {
                status = works.write(host, 10, 1, MIB - 100).statusCode();
            }
            assertThat(status).isEqualTo(503);
            drill.awaitFiring("SemblanceMapFull");
            assertThat(drill.follow("confirm")).contains("the map cannot grow beyond").contains("=> 1");
            assertThat(drill.follow("first")).contains("Max address space", "VmSize");
            drill.follow("fix");
            drill.follow("verify");
            assertThat(works.write(host, 100, 1, 500_000).statusCode()).isEqualTo(201);
            Works.answers(host);
            drill.follow("undo");
            assertThat(host.path("etc/systemd/system/semblance.service.d/limits.conf")).content()
                    .contains("LimitAS=" + limit);
            drill.assertFollowedToTheEnd();
        }
    }
}
