package io.semblance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.semblance.external.ExternalProcess;
import io.semblance.external.ExternalTool;
import io.semblance.process.ServiceProcess;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

/** What {@code helm test} runs in the cluster is run here as it is rendered, by bash, against a real service. */
class WriteAndReadIT {

    private static final String SECRET = "s3cret-of-the-test";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"usearch", "lmdb"})
    void helmTestWritesAndReadsBackAndLeavesNothing(String backend) throws IOException, InterruptedException {
        JsonNode container = container(backend);
        Path key = Files.writeString(directory.resolve("api-secret"), SECRET + "\n");
        try (ServiceProcess service = start(backend, key)) {
            String printed = run(container, service, key).succeeded();
            assertThat(printed).contains("written, read back, found", "DELETE /indexes/helmtest");
            assertThat(run(container, service, key).succeeded()).contains("written, read back, found");
            assertThat(directory.resolve(Path.of("data", "indexes"))).satisfiesAnyOf(
                    indexes -> assertThat(indexes).doesNotExist(),
                    indexes -> assertThat(indexes).isEmptyDirectory());
        }
    }

    @Test
    void helmTestFailsWithAWrongSecretAndSaysWhy() throws IOException, InterruptedException {
        Path key = Files.writeString(directory.resolve("api-secret"), SECRET);
        Path wrong = Files.writeString(directory.resolve("wrong"), "another");
        try (ServiceProcess service = start("usearch", key)) {
            ExternalProcess failed = run(container("usearch"), service, wrong);
            assertThat(failed.exitCode()).isEqualTo(1);
            assertThat(failed.output()).contains("POST /indexes: 201 was expected", "401");
        }
    }

    private static JsonNode container(String backend) throws IOException, InterruptedException {
        return Chart.OURS.render("--set", "settings.backend=" + backend).only("Pod").at("/spec/containers/0");
    }

    private ServiceProcess start(String backend, Path key) throws IOException, InterruptedException {
        return ServiceProcess.start(backend + "://" + directory.resolve("data"), directory.resolve("service.log"),
                ServiceProcess.QUICK, "--semblance.api-secret-file=" + key).awaitReady();
    }

    private ExternalProcess run(JsonNode container, ServiceProcess service, Path key)
            throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>();
        container.get("env").forEach(variable -> environment.put(variable.get("name").asText(),
                variable.get("value").asText()));
        URI url = URI.create(service.url());
        environment.putAll(Map.of("HOST", url.getHost(), "PORT", Integer.toString(url.getPort()), "KEY_FILE",
                key.toString()));
        return ExternalProcess.run(directory, environment,
                List.of(ExternalTool.debian("bash", "bash").require().toString(),
                        "-c", container.at("/command/2").asText()));
    }
}
