package io.semblance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Helm 3 and Helm 4 accept the chart, and make the same of it. */
class HelmTest {

    private static final Pattern PROJECT_VERSION = Pattern
            .compile("<artifactId>semblance</artifactId>\\s*<version>([^<]+?)(?:-SNAPSHOT)?</version>");

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void strictLintFindsNothing(KubectlLayer layer) throws IOException, InterruptedException {
        Chart.OURS.helm(layer, "lint", "", "--strict", "--quiet").succeeded();
        Chart chart = Chart.withShortFiles(directory);
        for (Chart.ValueFile values : Chart.valueFiles()) {
            chart.helm(layer, "lint", "", "--strict", "--quiet", "-f", values.path().toString()).succeeded();
        }
    }

    @ParameterizedTest
    @MethodSource(Chart.VALUE_FILES)
    void bothRenderTheSame(Chart.ValueFile values) throws IOException, InterruptedException {
        Chart chart = Chart.withShortFiles(directory);
        String secret = "secret.existing=named";
        assertThat(chart.render(KubectlLayer.HELM_3, values, "--kube-version", "1.32.0", "--set", secret))
                .isEqualTo(chart.render(KubectlLayer.HELM_4, values, "--kube-version", "1.32.0", "--set", secret));
    }

    @ParameterizedTest
    @EnumSource
    void packageRendersAsTheFolderDoes(KubectlLayer layer) throws IOException, InterruptedException {
        Chart.OURS.helm(layer, "package", "", "--destination", directory.toString()).succeeded();
        assertThat(directory.resolve("semblance-0.1.0.tgz")).exists();
        Chart packed = new Chart(directory.resolve("semblance-0.1.0.tgz"));
        String secret = "secret.existing=named";
        assertThat(packed.render("--set", secret)).isEqualTo(Chart.OURS.render("--set", secret));
    }

    @Test
    void chartAndServiceHaveOneVersion() throws IOException, InterruptedException {
        String shown = Chart.OURS.helm(KubectlLayer.HELM_4, "show", "chart").succeeded();
        Matcher project = PROJECT_VERSION.matcher(Files.readString(Path.of("pom.xml")));
        assertThat(project.find()).isTrue();
        assertThat(shown).contains("appVersion: " + project.group(1) + "\n");
    }
}
