package io.semblance.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.semblance.observed.Windows;
import io.semblance.proof.BesideOthers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret leaks, and a rotation is left open: both end without a restart. */
@BesideOthers
class KeyLeakIT {

    /** A day becomes ten seconds. */
    private static final Windows DAYS = new Windows(8_640);

    @TempDir
    Path directory;

    @Test
    void aNewSecretShutsTheStrangerOutWithoutARestart() throws IOException, InterruptedException {
        Host host = Host.install(directory.resolve("host")).startAndAwaitReady();
        try (Drill drill = Drill.of("key-leak", host, DAYS, directory)) {
            long pid = host.pid();
            String leaked = Files.readString(host.path("etc/semblance/secret")).strip();
            Callers stranger = drill.calling(1, Duration.ofMillis(100),
                    () -> host.call("GET", "/indexes", "", leaked));
            assertThat(host.call("GET", "/indexes", "", leaked).statusCode()).isEqualTo(200);
            drill.follow("first");
            Waiting.until("the leaked secret is refused",
                    () -> host.call("GET", "/indexes", "", leaked).statusCode() == 401, () -> leaked);
            assertThat(host.call("GET", "/indexes", "").statusCode()).isEqualTo(200);
            drill.awaitFiring("SemblanceKeyRefused");
            drill.follow("confirm");
            assertThat(drill.follow("fix")).contains("127.0.0.1");
            stranger.close();
            drill.follow("verify");

            Files.writeString(host.path("etc/semblance/secret-next"), "second-secret-of-the-drill\n");
            drill.awaitFiring("SemblanceRotationOpen");
            drill.follow("confirm, rotation left open");
            String former = Files.readString(host.path("etc/semblance/secret")).strip();
            drill.follow("fix, rotation left open");
            drill.follow("verify");
            drill.awaitSilent("SemblanceRotationOpen");
            assertThat(host.call("GET", "/indexes", "", former).statusCode()).isEqualTo(401);
            assertThat(host.call("GET", "/indexes", "", "second-secret-of-the-drill").statusCode()).isEqualTo(200);
            assertThat(host.pid()).as("the same process").isEqualTo(pid);
            drill.assertFollowedToTheEnd();
        }
    }
}
