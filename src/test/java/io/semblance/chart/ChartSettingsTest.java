package io.semblance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import io.semblance.config.SemblanceSettings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.databind.json.JsonMapper;

/** Every setting of the service is a value of the chart or the chart's own affair, and reaches the service. */
class ChartSettingsTest {

    private static final Path VALUES = Chart.OURS.folder().resolve("values.yaml");

    /**
     * Other objects depend on these, so the chart gives them itself; a secret as text would stand in the pod's description;
     * the graph's library is a file of the image; snapshots need a volume of their own, which the chart does not mount.
     */
    private static final Set<String> CHARTS_OWN = Set.of("SEMBLANCE_INDEX_URI", "SEMBLANCE_HOST", "SEMBLANCE_PORT",
            "SEMBLANCE_API_SECRET", "SEMBLANCE_API_SECRET_FILE", "SEMBLANCE_API_SECRET_NEXT",
            "SEMBLANCE_API_SECRET_NEXT_FILE", "SEMBLANCE_INSECURE_PUBLIC", "SEMBLANCE_GRACE_PERIOD",
            "SEMBLANCE_GRAPH_LIBRARY", "SEMBLANCE_SNAPSHOTS_DIRECTORY", "SEMBLANCE_SNAPSHOTS_INTERVAL",
            "SEMBLANCE_SNAPSHOTS_KEEP_LAST", "SEMBLANCE_SNAPSHOTS_KEEP_DAILY", "SEMBLANCE_SNAPSHOTS_KEEP_WEEKLY",
            "SEMBLANCE_SNAPSHOTS_CHANGES", "SEMBLANCE_SNAPSHOTS_DRILL_WITHIN");

    @TempDir
    Path directory;

    @Test
    void everySettingIsAValueOrTheChartsOwn() throws IOException {
        Set<String> offered = new TreeSet<>(CHARTS_OWN);
        for (String name : (Iterable<String>) () -> settingsOfTheChart().fieldNames()) {
            if (!name.equals("backend")) {
                offered.add("SEMBLANCE_" + name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT));
            }
        }
        assertThat(offered).as("""
                the service's settings: a new one becomes a value below `settings` in values.yaml and in \
                values.schema.json, or one of the chart's own here""").isEqualTo(settingsOfTheService());
    }

    @Test
    void everyValueReachesTheService() throws IOException, InterruptedException {
        Manifests manifests = Chart.withShortFiles(directory).render(KubectlLayer.HELM_4,
                Chart.ValueFile.named("everything"));
        assertThat(manifests.variable("SEMBLANCE_CORS_ORIGINS"))
                .isEqualTo("https://search.example.org,https://archive.example.org");
        assertThat(manifests.variable("SEMBLANCE_MATCH_THRESHOLD_UNITS")).isEqualTo("0.5");
        assertThat(manifests.variable("SEMBLANCE_MATCH_THRESHOLD_SIMPRINTS")).isEqualTo("0");
        assertThat(manifests.variable("SEMBLANCE_METRICS_PUBLIC")).isEqualTo("true");
        assertThat(manifests.variable("SEMBLANCE_SCAN_THREADS")).isEqualTo("4");
    }

    /** A number on the command line is another type to Helm than one in a file. */
    @ParameterizedTest
    @EnumSource
    void numbersReachTheServiceAsTheyAreWritten(KubectlLayer layer) throws IOException, InterruptedException {
        Chart chart = Chart.withShortFiles(directory);
        Manifests file = chart.render(layer, Chart.ValueFile.named("everything"));
        assertThat(file.variable("SEMBLANCE_GRAPH_FROM")).isEqualTo("5000000");
        assertThat(file.variable("SEMBLANCE_GRAPH_SAVE_CHANGES")).isEqualTo("1000000");
        assertThat(file.variable("SEMBLANCE_GRAPH_MIN_RECALL")).isEqualTo("0.995");
        Manifests line = Manifests.parse(chart.template(layer, "--set", "settings.graphFrom=20000000").succeeded());
        assertThat(line.variable("SEMBLANCE_GRAPH_FROM")).isEqualTo("20000000");
    }

    @Test
    void everyVariableIsASettingAndNoneHoldsASecret() throws IOException, InterruptedException {
        Set<String> known = settingsOfTheService();
        Manifests manifests = Chart.OURS.render();
        for (JsonNode variable : manifests.only("StatefulSet").at("/spec/template/spec/containers/0/env")) {
            assertThat(known).contains(variable.get("name").asText());
        }
        assertThat(manifests.variable("SEMBLANCE_API_SECRET")).isEmpty();
        assertThat(manifests.only("StatefulSet").toString()).doesNotContain("secretKeyRef",
                manifests.only("Secret").at("/data/api-secret").asText());
    }

    private static JsonNode settingsOfTheChart() {
        try {
            return new YAMLMapper().readTree(Files.readString(VALUES)).get("settings");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Variables of the service's settings, from what the configuration processor wrote down. */
    private static Set<String> settingsOfTheService() throws IOException {
        Set<String> variables = new TreeSet<>();
        try (InputStream file = SemblanceSettings.class
                .getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            for (tools.jackson.databind.JsonNode property : JsonMapper.shared().readTree(Objects.requireNonNull(file))
                    .get("properties")) {
                String name = property.get("name").asString();
                // Beside ours there are those of our Actuator endpoints.
                if (name.startsWith("semblance.")) {
                    variables.add(name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
                }
            }
        }
        return variables;
    }
}
