package io.semblance.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.semblance.observed.Windows;
import io.semblance.process.ServiceProcess;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new version is deployed that starts and fails each search, and then a setting that refuses the start. */
@Tag("night")
class BadDeployIT {

    private static final String FACTS = "META-INF/build-info.properties";
    private static final String NEEDED_BY_SEARCHES = "BOOT-INF/classes/io/semblance/asset/web/SearchWriter.class";

    /** An hour becomes a minute, for which the former version must have run, and in which the new one must start. */
    private static final Windows MINUTE = new Windows(60);

    @TempDir
    Path directory;

    @Test
    void theFormerVersionAndTheFormerSettingsServeAgain() throws IOException, InterruptedException {
        Host host = Host.installAsShipped(directory.resolve("host"),
                "SEMBLANCE_JAVA_OPTS=\"" + ServiceProcess.QUICK + "\"").startAndAwaitReady();
        Works works = Works.in(host);
        List<String> answers = Works.answers(host);
        Path jar = host.path("opt/semblance/semblance.jar");
        Files.copy(jar, host.path("opt/semblance/previous.jar"));
        String query = works.query(1);
        try (Drill drill = Drill.of("bad-deploy", host, MINUTE, directory)) {
            drill.calling(1, Duration.ofMillis(200), () -> host.call("POST", "/indexes/works/search", query));
            Waiting.until("the former version has been seen for long enough", () -> !drill.prometheus()
                    .values("semblance_release offset 40s").isEmpty(), () -> "no semblance_release");
            host.systemctl("stop");
            breakSearches(jar);
            host.startAndAwaitReady();
            drill.awaitFiring("SemblanceBadDeploy");
            assertThat(drill.follow("confirm")).contains("9.9.9");
            drill.also("connection-errors").follow("confirm, answers");
            drill.follow("fix");
            drill.follow("verify");
            assertThat(Works.answers(host)).isEqualTo(answers);

            Path settings = host.path("etc/semblance/environment");
            Files.copy(settings, host.path("etc/semblance/environment.previous"));
            Files.writeString(settings, "SEMBLANCE_SCAN_THREAD=4\n", StandardOpenOption.APPEND);
            host.shell("systemctl restart semblance", Map.of()).succeeded();
            Waiting.until("nobody answers", () -> drill.prometheus().isFiring("SemblanceDown"), () -> "no alert");
            drill.follow("fix, setting");
            drill.follow("verify");
            assertThat(Works.answers(host)).isEqualTo(answers);
            drill.assertFollowedToTheEnd();
        }
    }

    /** A version of another name whose searches end in a fault. */
    private static void breakSearches(Path jar) throws IOException {
        Path bad = jar.resolveSibling("building.tmp");
        Files.copy(jar, bad, StandardCopyOption.REPLACE_EXISTING);
        try (FileSystem entries = FileSystems.newFileSystem(URI.create("jar:" + bad.toUri()), Map.of())) {
            Path facts = entries.getPath(FACTS);
            Files.writeString(facts, Files.readString(facts, StandardCharsets.ISO_8859_1)
                    .replaceAll("build.version=.*", "build.version=9.9.9"));
            Files.delete(entries.getPath(NEEDED_BY_SEARCHES));
        }
        Files.move(bad, jar, StandardCopyOption.REPLACE_EXISTING);
    }
}
