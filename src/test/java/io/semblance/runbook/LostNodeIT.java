package io.semblance.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

import io.semblance.external.ExternalProcess;
import io.semblance.proof.BesideOthers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine is gone with all that ran on it, and its disk is moved to another one. */
@BesideOthers
class LostNodeIT {

    @TempDir
    Path directory;

    @Test
    void anotherMachineAnswersAlikeFromTheSameDisk() throws IOException, InterruptedException {
        Host lost = Host.install(directory.resolve("lost")).startAndAwaitReady();
        Works.in(lost);
        List<String> before = Works.answers(lost);
        try (Host other = Host.install(directory.resolve("other"));
                Drill drill = Drill.of("lost-node", lost, Drill.SECONDS, directory)) {
            lost.lose();
            drill.awaitFiring("SemblanceDown");
            drill.follow("confirm", other, Map.of());
            Path disk = Files.move(lost.path("var/lib/semblance"), directory.resolve("disk"));
            // The owner's number on the lost machine. Only an administrator can do that; else it is ours already.
            ExternalProcess.run("chown", "-R", "12345:12345", disk.toString());
            Files.delete(other.path("var/lib/semblance"));
            drill.follow("fix", other, Map.of("/mnt/old-disk", disk.toString(), "-o semblance -g semblance",
                    "-o $(id -un) -g $(id -gn)", "chown -R semblance:semblance", "chown -R $(id -un):$(id -gn)"));
            assertThat(Files.getPosixFilePermissions(other.path("var/lib/semblance")))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
            assertThat(
                    other.shell("find /var/lib/semblance -name data.mdb -printf '%u\\n'", Map.of()).succeeded().lines())
                    .isNotEmpty().containsOnly(System.getProperty("user.name"));
            drill.prometheus().watch(other);
            drill.follow("verify", other, Map.of());
            drill.awaitSilent("SemblanceDown");
            assertThat(Works.answers(other)).isEqualTo(before);
            drill.assertFollowedToTheEnd();
        }
    }
}
