package io.semblance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the chart renders is what was read and agreed to: each value file of {@code ci/} has its render beside this test's
 * resources, so that a change of a template shows in review as what it does to a cluster.
 */
class GoldenRendersTest {

    private static final Path GOLDEN = Path.of("src", "test", "resources", "chart", "golden");

    /** Set to write the renders and the plain manifests anew. */
    static final String UPDATE = "chart.update";

    /** The secret that is generated is another one each time. */
    private static final String GENERATED = "(?m)^  api-secret: [A-Za-z0-9+/]{64}$";

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource(Chart.VALUE_FILES)
    void renderIsTheAgreedOne(Chart.ValueFile values) throws IOException, InterruptedException {
        Path golden = GOLDEN.resolve(values.name() + ".yaml");
        String render = Chart.withShortFiles(directory)
                .template(KubectlLayer.HELM_4, "-f", values.path().toString(), "--skip-tests",
                        "--kube-version", "1.35.0")
                .succeeded().replaceAll(GENERATED, "  api-secret: Z2VuZXJhdGVk");
        if (Boolean.getBoolean(UPDATE)) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, render);
        }
        assertThat(render).as("""
                %s differs from what the chart renders. If the change is meant, write it anew: \
                ./mvnw test -Dtest='io.semblance.chart.*Test' -D%s=true""", golden, UPDATE)
                .isEqualTo(Files.exists(golden) ? Files.readString(golden) : "");
    }

    @Test
    void everyGeneratedSecretIsAnother() throws IOException, InterruptedException {
        String first = Chart.OURS.render().only("Secret").at("/data/api-secret").asText();
        String second = Chart.OURS.render().only("Secret").at("/data/api-secret").asText();
        assertThat(first).isNotEqualTo(second).hasSize(64);
    }

    @Test
    void clusterOf120GetsWhatItKnows() throws IOException, InterruptedException {
        Manifests old = Chart.OURS.render(KubectlLayer.HELM_3, Chart.ValueFile.named("development"), "--kube-version",
                "1.20.2", "--set", "podDisruptionBudget.enabled=true");
        assertThat(old.only("StatefulSet").at("/spec/persistentVolumeClaimRetentionPolicy").isMissingNode()).isTrue();
        assertThat(old.only("PodDisruptionBudget").at("/spec/unhealthyPodEvictionPolicy").isMissingNode()).isTrue();
    }
}
