package io.semblance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.semblance.external.ExternalProcess;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A value that is misspelt or makes no sense is refused before anything is changed, by its name. */
class RefusedValuesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            replicaCount=3                                   | replicaCount
            image.tags=1.0                                   | tags
            image.pullPolicy=Sometimes                       | pullPolicy
            image.digest=sha256:abc                          | digest
            settings.dran=5s                                 | dran
            settings.drain=5                                 | drain
            settings.drain=500ms                             | drain
            settings.backend=memory                          | backend
            settings.matchThresholdUnits=1.5                 | matchThresholdUnits
            settings.scanThreads=two                         | scanThreads
            settings.corsOrigins=https://search.example.org  | corsOrigins
            settings.logLevel=loud                           | logLevel
            resources.memory=2G                              | memory
            resources.limits.memory=2Gi                      | limits
            persistence.size=20GB                            | size
            persistence.accessMode=ReadWriteMany             | accessMode
            probes.liveness.path=/                           | path
            securityContext.runAsUser=0                      | runAsUser
            service.port=0                                   | port
            ingress.enabled=true                             | host
            ingress.enabled=yes                              | enabled
            networkPolicy.from[0].podselector.a=b            | podselector
            podDisruptionBudget.maxUnavailable=2             | maxUnavailable
            podDisruptionBudget.minAvailable=1               | minAvailable
            monitoring.serviceMonitor.intervall=5s           | intervall
            secret.value=abc                                 | value
            """)
    void bothHelmsRefuse(String assignment, String name) throws IOException, InterruptedException {
        for (KubectlLayer layer : KubectlLayer.values()) {
            ExternalProcess refused = Chart.OURS.template(layer, "--set", assignment);
            assertThat(refused.exitCode()).as("%s %s: %s", layer, assignment, refused.output()).isNotZero();
            assertThat(refused.output()).as("%s %s", layer, assignment).contains("schema", name)
                    .doesNotContain("nil pointer");
        }
    }

    @Test
    void everyObjectOfTheSchemaIsClosed() throws IOException {
        JsonNode schema = new ObjectMapper()
                .readTree(Files.readString(Path.of("helm", "semblance", "values.schema.json")));
        List<String> open = new ArrayList<>();
        collectOpen(schema, "", open);
        // What Kubernetes itself defines is checked by Kubernetes; global belongs to Helm.
        assertThat(open).containsExactlyInAnyOrder("/global", "/extraEnv[]/valueFrom", "/affinity/nodeAffinity",
                "/affinity/podAffinity", "/affinity/podAntiAffinity", "/networkPolicy/from[]/podSelector",
                "/networkPolicy/from[]/namespaceSelector", "/networkPolicy/from[]/ipBlock",
                "/networkPolicy/egress[]/to[]/podSelector", "/networkPolicy/egress[]/to[]/namespaceSelector",
                "/networkPolicy/egress[]/to[]/ipBlock");
    }

    private static void collectOpen(JsonNode schema, String path, List<String> open) {
        if (schema.path("type").asText().equals("object") && !schema.has("additionalProperties")) {
            open.add(path);
        }
        schema.path("properties").properties()
                .forEach(property -> collectOpen(property.getValue(), path + "/" + property.getKey(), open));
        if (schema.has("items")) {
            collectOpen(schema.get("items"), path + "[]", open);
        }
    }
}
