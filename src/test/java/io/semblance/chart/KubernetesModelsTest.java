package io.semblance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.semblance.external.ExternalProcess;
import io.semblance.external.ExternalTool;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Types, enumerations and required fields are as the schemas of Kubernetes 1.34 and of the Prometheus operator say. They
 * let unknown fields pass, which {@link KnownFieldsTest} does not.
 */
class KubernetesModelsTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource(Chart.VALUE_FILES)
    void everyObjectIsValid(Chart.ValueFile values) throws IOException, InterruptedException {
        validate(Chart.withShortFiles(directory).render(KubectlLayer.HELM_4, values)).succeeded();
    }

    @Test
    void wrongTypeIsFound() throws IOException, InterruptedException {
        ExternalProcess faults = validate(Manifests.parse("""
                apiVersion: monitoring.coreos.com/v1
                kind: ServiceMonitor
                metadata: {name: wrong}
                spec: {selector: {}, endpoints: none}
                """));
        assertThat(faults.exitCode()).isEqualTo(1);
        assertThat(faults.output()).contains("ServiceMonitor wrong: ", "/spec/endpoints must be array");
    }

    private ExternalProcess validate(Manifests manifests) throws IOException, InterruptedException {
        Path node = ExternalTool.debian("node", "nodejs").require();
        Assumptions.assumeTrue(Files.exists(ExternalTool.NPM.resolve(Path.of("node_modules", "kubernetes-models"))),
                "skipped: needs kubernetes-models (npm ci --prefix src/test/npm; .ci/install installs it)");
        Path objects = directory.resolve("objects.json");
        Files.writeString(objects, manifests.objects().toString());
        return ExternalProcess.run(node.toString(), ExternalTool.NPM.resolve("validate-manifests.mjs").toString(),
                objects.toString());
    }
}
