package io.semblance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Every pod fits the level "restricted" of Kubernetes' Pod Security Standards (version 1.35), so that a namespace that
 * enforces it takes the chart as it is; and beyond it: a root file system that nobody writes, no token, no service links.
 */
class PodSecurityTest {

    private static final Set<String> VOLUMES = Set.of("configMap", "csi", "downwardAPI", "emptyDir", "ephemeral",
            "persistentVolumeClaim", "projected", "secret");

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource(Chart.VALUE_FILES)
    void everyPodIsRestricted(Chart.ValueFile values) throws IOException, InterruptedException {
        Manifests manifests = Chart.withShortFiles(directory).render(KubectlLayer.HELM_4, values);
        Map<String, JsonNode> pods = manifests.podSpecs();
        assertThat(pods).hasSize(2 + manifests.all("CronJob").size());
        pods.forEach(PodSecurityTest::assertRestricted);
    }

    private static void assertRestricted(String name, JsonNode pod) {
        for (String host : List.of("hostNetwork", "hostPID", "hostIPC")) {
            assertThat(pod.has(host)).as("%s: %s", name, host).isFalse();
        }
        JsonNode security = pod.get("securityContext");
        assertThat(security.get("runAsNonRoot").asBoolean()).as(name).isTrue();
        assertThat(security.path("runAsUser").asInt(10001)).as(name).isNotZero();
        assertThat(security.at("/seccompProfile/type").asText()).as(name).isEqualTo("RuntimeDefault");
        assertThat(security.has("sysctls")).as(name).isFalse();
        assertThat(pod.get("automountServiceAccountToken").asBoolean(true)).as(name).isFalse();
        assertThat(pod.get("enableServiceLinks").asBoolean(true)).as(name).isFalse();
        Set<String> kinds = new TreeSet<>();
        pod.get("volumes").forEach(volume -> volume.fieldNames().forEachRemaining(kinds::add));
        kinds.remove("name");
        assertThat(VOLUMES).as(name).containsAll(kinds);
        assertThat(pod.has("initContainers")).as("%s: no init container, which would need rules of its own", name)
                .isFalse();
        pod.get("containers").forEach(container -> assertRestrictedContainer(name, container));
    }

    private static void assertRestrictedContainer(String name, JsonNode container) {
        JsonNode security = container.get("securityContext");
        assertThat(security.get("allowPrivilegeEscalation").asBoolean(true)).as(name).isFalse();
        assertThat(security.get("readOnlyRootFilesystem").asBoolean()).as(name).isTrue();
        assertThat(security.path("privileged").asBoolean()).as(name).isFalse();
        assertThat(security.get("capabilities").toString()).as(name).isEqualTo("{\"drop\":[\"ALL\"]}");
        container.path("ports").forEach(port -> assertThat(port.has("hostPort")).as(name).isFalse());
        assertThat(container.at("/resources/requests/memory")).as("%s: memory is requested as it is limited", name)
                .isEqualTo(container.at("/resources/limits/memory"));
        assertThat(container.at("/resources/limits/memory").isTextual()).as(name).isTrue();
    }
}
