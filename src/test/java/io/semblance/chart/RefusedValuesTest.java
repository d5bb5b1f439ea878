package io.semblance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.semblance.external.ExternalProcess;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
            commonLabels.app\\.kubernetes\\.io/instance=other | instance
            podLabels.helm\\.sh/chart=other                  | chart
            monitoring.prometheusRule.labels.helm\\.sh/x=y    | helm
            ingress.path=/semblance                          | path
            priorityClassName=High                           | priorityClassName
            extraEnv[0].name=JDK_JAVA_OPTIONS                | extraEnv
            extraEnv[0].name=SEMBLANCE_SAVE_TIMEOUT          | extraEnv
            """)
    void bothHelmsRefuse(String assignment, String name) throws IOException, InterruptedException {
        for (KubectlLayer layer : KubectlLayer.values()) {
            ExternalProcess refused = Chart.OURS.template(layer, "--set", assignment);
            assertThat(refused.exitCode()).as("%s %s: %s", layer, assignment, refused.output()).isNotZero();
            assertThat(refused.output()).as("%s %s", layer, assignment).contains("schema", name)
                    .doesNotContain("nil pointer");
        }
    }

    /** Each value is right by itself, and the two do not fit. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            secret.key=same,secret.nextKey=same                                                         | secret.nextKey
            resources.cpu=2,resources.cpuLimit=1500m                                                    | resources.cpuLimit
            resources.cpu=1.5,resources.cpuLimit=1                                                      | resources.cpuLimit
            monitoring.serviceMonitor.scrapeTimeout=1m                                                  | scrapeTimeout
            monitoring.serviceMonitor.interval=1s,monitoring.serviceMonitor.scrapeTimeout=1500ms        | scrapeTimeout
            """)
    void bothHelmsRefuseValuesThatDoNotFitEachOther(String assignments, String name)
            throws IOException, InterruptedException {
        for (KubectlLayer layer : KubectlLayer.values()) {
            ExternalProcess refused = Chart.OURS.template(layer, "--set-string", assignments);
            assertThat(refused.exitCode()).as("%s %s: %s", layer, assignments, refused.output()).isNotZero();
            assertThat(refused.output()).as("%s %s", layer, assignments).contains(name).doesNotContain("schema",
                    "nil pointer");
        }
    }

    /** The largest values that fit. */
    @Test
    void equalValuesFitEachOther() throws IOException, InterruptedException {
        Chart.OURS.template(KubectlLayer.HELM_4, "--set-string",
                "resources.cpu=1.5,resources.cpuLimit=1500m,monitoring.serviceMonitor.interval=1m,"
                        + "monitoring.serviceMonitor.scrapeTimeout=60s")
                .succeeded();
    }

    /** With a variable twice, which of the two counts is the container runtime's affair. */
    @Test
    void noVariableThatTheChartSetsMayBeSetAgain() throws IOException, InterruptedException {
        JsonNode variables = Chart.OURS.render("--set", "java.options=-Xmx1g,settings.scanThreads=2")
                .only("StatefulSet").at("/spec/template/spec/containers/0/env");
        JsonNode name = new ObjectMapper()
                .readTree(Files.readString(Path.of("helm", "semblance", "values.schema.json")))
                .at("/properties/extraEnv/items/properties/name");
        assertThat(variables).extracting(variable -> variable.get("name").asText())
                .contains("SEMBLANCE_SCAN_THREADS", "JDK_JAVA_OPTIONS")
                .allMatch(variable -> variable.matches(name.at("/not/pattern").asText()));
        assertThat("TZ").doesNotMatch(name.at("/not/pattern").asText()).matches(name.at("/pattern").asText());
    }

    /** The cluster tells 20480Mi as 20Gi, and an upgrade that repeats the former must not be refused as another size. */
    @Test
    void sizesAreComparedAsSizes(@TempDir Path directory) throws IOException, InterruptedException {
        Chart copy = Chart.withShortFiles(directory);
        Files.writeString(copy.folder().resolve("templates/sizes.yaml"), """
                kind: Sizes
                metadata:
                  name: sizes
                data:
                  {{- range list "20Gi" "20480Mi" "20481Mi" "1Ti" "1024Gi" "20G" }}
                  {{ . }}: {{ include "semblance.mebibytes" . | quote }}
                  {{- end }}
                """);
        JsonNode sizes = copy.render().only("Sizes").get("data");
        assertThat(sizes).hasToString("{\"20Gi\":\"20480\",\"20480Mi\":\"20480\",\"20481Mi\":\"20481\","
                + "\"1Ti\":\"1048576\",\"1024Gi\":\"1048576\",\"20G\":\"20G\"}");
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
