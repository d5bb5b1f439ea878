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

/** Native libraries may not run from the temporary directory, so that no record can be opened. */
@BesideOthers
class StuckReadinessIT {

    @TempDir
    Path directory;

    @Test
    void anotherTemporaryDirectoryLetsItLoad() throws IOException, InterruptedException {
        Path temporary = Files.createDirectories(directory.resolve("noexec"));
        Host host = Host.install(directory.resolve("host")).startAndAwaitReady();
        Works.in(host);
        host.systemctl("stop");
        assumeTrue(ExternalProcess.run("mount", "-t", "tmpfs", "-o", "noexec,size=64m", "none", temporary.toString())
                .exitCode() == 0, "skipped: needs the right to mount a tmpfs with noexec");
        try (Drill drill = Drill.of("stuck-readiness", host, Drill.SECONDS, directory)) {
            host.shell("sed -i 's|^\\(SEMBLANCE_JAVA_OPTS=\".*\\)\"$|\\1 -Djava.io.tmpdir=" + temporary
                    + "\"|' /etc/semblance/environment", Map.of()).succeeded();
            host.systemctl("start");
            drill.awaitFiring("SemblanceLoadingStuck");
            drill.awaitFiring("SemblanceNotReady");
            assertThat(drill.follow("confirm")).contains("index_loading_failed");
            assertThat(host.call("GET", "/livez", "").statusCode()).isEqualTo(200);
            assertThat(host.call("GET", "/indexes/works", "").statusCode()).isEqualTo(503);
            assertThat(drill.follow("first")).contains("UnsatisfiedLinkError");
            drill.follow("fix");
            drill.follow("verify");
            Works.answers(host);
            ExternalProcess.run("umount", "-l", temporary.toString()).succeeded();
            drill.follow("undo");
            drill.follow("verify");
            assertThat(host.path("etc/semblance/environment")).content().doesNotContain("/var/lib/semblance/tmp");
            drill.assertFollowedToTheEnd();
        } finally {
            ExternalProcess.run("umount", "-l", temporary.toString());
        }
    }
}
