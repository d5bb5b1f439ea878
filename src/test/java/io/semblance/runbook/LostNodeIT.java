package io.semblance.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine is gone with all that ran on it, and its disk is moved to another one. */
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
            Files.move(lost.path("var/lib/semblance"), directory.resolve("disk"));
            drill.follow("fix", other, Map.of("/mnt/old-disk", directory.resolve("disk").toString()));
            drill.prometheus().watch(other);
            drill.follow("verify", other, Map.of());
            drill.awaitSilent("SemblanceDown");
            assertThat(Works.answers(other)).isEqualTo(before);
            drill.assertFollowedToTheEnd();
        }
    }
}
