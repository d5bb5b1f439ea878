package io.semblance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An upgrade goes through. Of a StatefulSet Kubernetes lets only replicas, template, update strategy, claim retention,
 * ordinals and minReadySeconds change; so whatever an operator sets, apart from the names and the volume itself, and
 * whichever chart comes next, the rest must stay as it is.
 */
class UpgradeTest {

    private static final List<String> MUTABLE = List.of("replicas", "template", "updateStrategy",
            "persistentVolumeClaimRetentionPolicy", "ordinals", "minReadySeconds");

    /** The names and the volume, which an operator does not change in an upgrade. */
    private static final String[] SAME = {"--set", "nameOverride=semblance,fullnameOverride=semblance", "--set",
            "persistence.size=20Gi,persistence.existingClaim=,persistence.accessMode=ReadWriteOncePod", "--set",
            "persistence.storageClassName=null,persistence.annotations=null"};

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource(Chart.VALUE_FILES)
    void otherValuesChangeNothingImmutable(Chart.ValueFile values) throws IOException, InterruptedException {
        Chart chart = Chart.withShortFiles(directory);
        assertThat(immutable(chart.render(KubectlLayer.HELM_4, values, SAME)))
                .isEqualTo(immutable(chart.render()));
    }

    @Test
    void nextChartChangesNothingImmutableAndRestartsNothing()
            throws IOException, InterruptedException {
        Chart next = Chart.withShortFiles(directory);
        Path description = next.folder().resolve("Chart.yaml");
        Files.writeString(description, Files.readString(description).replace("version: 0.1.0", "version: 0.2.0"));
        Manifests before = Chart.OURS.render();
        assertThat(immutable(next.render())).isEqualTo(immutable(before));
        assertThat(next.render().only("StatefulSet").at("/spec/template"))
                .as("a chart that changes nothing in the pod restarts nothing")
                .isEqualTo(before.only("StatefulSet").at("/spec/template"));
    }

    private static JsonNode immutable(Manifests manifests) {
        ObjectNode spec = manifests.only("StatefulSet").get("spec").deepCopy();
        spec.remove(MUTABLE);
        return spec;
    }
}
