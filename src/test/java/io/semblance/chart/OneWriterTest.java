package io.semblance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Two pods never write one volume. Three things stand in the way, each alone enough where it is there: the controller of
 * a StatefulSet starts a pod only when its predecessor is gone; a volume that is ReadWriteOncePod takes one pod; and the
 * lock in the data directory refuses the second process ({@code DirectoryLockIT}).
 */
class OneWriterTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource(Chart.VALUE_FILES)
    void oneReplicaAndNobodyWhoScalesIt(Chart.ValueFile values) throws IOException, InterruptedException {
        Manifests manifests = Chart.withShortFiles(directory).render(KubectlLayer.HELM_4, values);
        assertThat(manifests.only("StatefulSet").at("/spec/replicas").asInt()).isEqualTo(1);
        for (String kind : List.of("Deployment", "ReplicaSet", "DaemonSet", "HorizontalPodAutoscaler")) {
            assertThat(manifests.all(kind)).as(kind).isEmpty();
        }
    }

    @Test
    void claimTakesOnePodUnlessNamedOtherwise() throws IOException, InterruptedException {
        assertThat(accessModes(Chart.OURS.render())).hasToString("[\"ReadWriteOncePod\"]");
        assertThat(accessModes(Chart.OURS.render("--set", "persistence.accessMode=ReadWriteOnce")))
                .hasToString("[\"ReadWriteOnce\"]");
    }

    private static JsonNode accessModes(Manifests manifests) {
        return manifests.only("StatefulSet").at("/spec/volumeClaimTemplates/0/spec/accessModes");
    }

    @Test
    void volumeIsWhereTheServiceWrites() throws IOException, InterruptedException {
        Manifests manifests = Chart.OURS.render();
        assertThat(manifests.variable("SEMBLANCE_INDEX_URI")).isEqualTo("usearch:///data");
        JsonNode mount = manifests.only("StatefulSet").at("/spec/template/spec/containers/0/volumeMounts/0");
        assertThat(mount.get("mountPath").asText()).isEqualTo("/data");
        assertThat(mount.get("name"))
                .isEqualTo(manifests.only("StatefulSet").at("/spec/volumeClaimTemplates/0/metadata/name"));
    }
}
