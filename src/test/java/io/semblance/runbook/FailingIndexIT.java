package io.semblance.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.semblance.external.ExternalTool;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The system fails a commit, or gives no more address space: the index shuts its door, and a restart opens it. */
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
            drill.assertFollowedToTheEnd("fix, damaged");
        }
    }

    /** The first pages of its file are overwritten while nothing runs. */
    @Test
    void aDamagedIndexComesBackFromItsExport() throws IOException, InterruptedException {
        Host host = Host.install(directory.resolve("host")).startAndAwaitReady();
        Map<String, String> copies = Map.of("/var/tmp/", directory + "/");
        try (Drill drill = Drill.of("read-only-index", host, Drill.SECONDS, directory)) {
            Works.in(host);
            List<String> answers = Works.answers(host);
            drill.follow("first", host, copies);
            host.systemctl("stop");
            overwrite(host.path("var/lib/semblance/data/indexes/works"));
            host.startAndAwaitReady();
            drill.awaitFiring("SemblanceIndexSetAside");
            assertThat(drill.follow("confirm")).contains("cannot be opened and is not served");
            assertThat(drill.follow("fix, damaged", host, copies)).contains("\"complete\":true");
            drill.follow("verify");
            assertThat(Works.answers(host)).isEqualTo(answers);
            assertThat(directory.resolve("works.damaged")).isNotEmptyDirectory();
        }
    }

    private static void overwrite(Path index) throws IOException {
        try (Stream<Path> files = Files.walk(index)) {
            for (Path file : files.filter(one -> one.endsWith("data.mdb")).toList()) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.write(ByteBuffer.allocate(MIB));
                }
            }
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
