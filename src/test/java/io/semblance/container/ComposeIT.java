package io.semblance.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import io.semblance.proof.BesideOthers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code compose.yaml} as it is committed: up, written to, down, up, found again. */
@BesideOthers
class ComposeIT {

    private static final String PROJECT = SemblanceImage.NAME;

    @TempDir
    Path directory;

    @Test
    void whatWasWrittenIsFoundAfterDownAndUp() throws Exception {
        ContainerEngine engine = SemblanceImage.require();
        Files.copy(Path.of("compose.yaml"), directory.resolve("compose.yaml"));
        Path secret = Files.writeString(directory.resolve("api-secret.txt"), ServiceContainer.SECRET + "\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        try (ComposeProject project = ComposeProject.open(engine, directory, PROJECT,
                Map.of("IMAGE", SemblanceImage.NAME, "PORT", "0"))) {
            ServiceContainer first = up(engine, project);
            first.awaitReady();
            assertThat(first.post("/indexes", "{\"name\":\"t\"}").statusCode()).isEqualTo(201);
            assertThat(first.post("/indexes/t/assets", Assets.batch(7)).statusCode()).isEqualTo(201);
            assertThat(first.log()).doesNotContain("THE DATA WILL BE LOST");
            assertThatItIsConfined(engine, first);
            project.call("down");
            ServiceContainer second = up(engine, project);
            second.awaitReady();
            assertThat(second.id()).isNotEqualTo(first.id());
            assertThat(second.get("/indexes/t/assets/" + Assets.id(7)).body()).contains("\"name\":\"7\"");
            assertThat(second.anonymousGet("/indexes").statusCode()).isEqualTo(401);
        }
    }

    private static ServiceContainer up(ContainerEngine engine, ComposeProject project)
            throws IOException, InterruptedException {
        project.call("up", "-d", "--no-build");
        return ServiceContainer.running(engine, project.call("ps", "--quiet", "semblance").strip());
    }

    private static void assertThatItIsConfined(ContainerEngine engine, ServiceContainer service)
            throws IOException, InterruptedException {
        assertThat(engine.inspect(service.id(), "{{.HostConfig.Memory}} {{.HostConfig.MemorySwap}}"
                + " {{.HostConfig.PidsLimit}} {{.HostConfig.NanoCpus}} {{.HostConfig.ReadonlyRootfs}}"
                + " {{.HostConfig.RestartPolicy.Name}}"))
                .isEqualTo("1073741824 1073741824 512 2000000000 true unless-stopped");
        assertThat(service.exec("sh", "-c", "grep -E '^(CapEff|NoNewPrivs)' /proc/1/status").succeeded())
                .contains("CapEff:\t0000000000000000", "NoNewPrivs:\t1");
    }
}
