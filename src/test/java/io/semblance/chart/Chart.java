package io.semblance.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.semblance.external.ExternalProcess;

/**
 * A chart in a folder, and what Helm makes of it.
 *
 * @param folder that holds {@code Chart.yaml}
 */
record Chart(Path folder) {

    /** The chart of the project. */
    static final Chart OURS = new Chart(Path.of("helm", "semblance").toAbsolutePath());

    /** Where parameterized tests find the value files. */
    static final String VALUE_FILES = "io.semblance.chart.Chart#valueFiles";

    /** Files that others write and that the chart only carries. */
    static final List<String> CARRIED = List.of("files/alerts.yaml", "files/dashboard.json");

    /**
     * A value file of {@code ci/}.
     *
     * @param name such as {@code production}
     * @param path of the file
     */
    record ValueFile(String name, Path path) {

        private static final String SUFFIX = "-values.yaml";

        static ValueFile named(String name) {
            return new ValueFile(name, OURS.folder.resolve("ci").resolve(name + SUFFIX));
        }

        /** As reports show it. */
        @Override
        public String toString() {
            return name;
        }
    }

    /** The value files that the tests render. */
    static List<ValueFile> valueFiles() {
        try (Stream<Path> files = Files.list(OURS.folder.resolve("ci"))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(ValueFile.SUFFIX))
                    .map(name -> ValueFile.named(name.substring(0, name.length() - ValueFile.SUFFIX.length())))
                    .sorted((a, b) -> a.name.compareTo(b.name)).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * A copy in which the carried files are short and always the same, so that what is compared with it does not change
     * with every alert.
     */
    static Chart withShortFiles(Path directory) throws IOException {
        Path copy = directory.resolve("semblance");
        try (Stream<Path> files = Files.walk(OURS.folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(OURS.folder.relativize(file));
                Files.createDirectories(target.getParent());
                Files.writeString(target, Files.readString(file));
            }
        }
        Files.writeString(copy.resolve(CARRIED.get(0)), """
                groups:
                  - name: short
                    rules:
                      - alert: Down
                        expr: up == 0
                        annotations:
                          summary: "{{ $labels.instance }} is down"
                """);
        Files.writeString(copy.resolve(CARRIED.get(1)), "{\n  \"title\": \"{{ short }}\"\n}\n");
        return new Chart(copy);
    }

    /** Renders it; the arguments are those of {@code helm template}. */
    ExternalProcess template(KubectlLayer layer, String... arguments) throws IOException, InterruptedException {
        return helm(layer, "template", "semblance", arguments);
    }

    /** Renders it with a value file and further arguments. */
    Manifests render(KubectlLayer layer, ValueFile values, String... arguments)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("-f", values.path.toString()));
        all.addAll(List.of(arguments));
        return Manifests.parse(template(layer, all.toArray(String[]::new)).succeeded());
    }

    /** Renders it with its defaults and further arguments. */
    Manifests render(String... arguments) throws IOException, InterruptedException {
        return Manifests.parse(template(KubectlLayer.HELM_4, arguments).succeeded());
    }

    /** Runs {@code helm COMMAND [NAME] CHART ARGUMENTS}. */
    ExternalProcess helm(KubectlLayer layer, String command, String name, String... arguments)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(layer.helm().toString(), command));
        if (!name.isEmpty()) {
            line.add(name);
        }
        line.add(folder.toString());
        line.addAll(List.of(arguments));
        // No plug-ins and no repositories of whoever runs the tests.
        Path nowhere = folder.resolveSibling("nowhere");
        return ExternalProcess.run(Path.of("").toAbsolutePath(),
                Map.of("HELM_CONFIG_HOME", nowhere.toString(), "HELM_DATA_HOME", nowhere.toString(), "HELM_CACHE_HOME",
                        nowhere.toString(), "KUBECONFIG", nowhere.toString()),
                line);
    }
}
