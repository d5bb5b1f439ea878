package io.semblance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.semblance.external.ExternalProcess;
import io.semblance.external.ExternalTool;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of the guide that need no cluster are run as they stand, with the value file that it shows; what they
 * render are known objects. The others say why they are not run.
 */
class DeployGuideTest {

    private static final Path GUIDE = Path.of("docs", "how-to", "deploy-on-kubernetes.md");
    private static final Pattern SHELL = Pattern.compile("(?:(<!-- .*? -->)\n)?```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern VALUES = Pattern.compile("`values.yaml`:\n\n```yaml\n(.*?)```", Pattern.DOTALL);
    private static final String TEST = "<!-- test: chart -->";
    private static final String NOT_RUN = "<!-- not run: ";

    private static final List<String> FOLDERS = List.of("helm", "k8s");

    @TempDir
    Path directory;

    @Test
    void commandsWithoutAClusterRunAsShown() throws IOException, InterruptedException {
        String guide = Files.readString(GUIDE);
        Matcher values = VALUES.matcher(guide);
        assertThat(values.find()).isTrue();
        Files.writeString(directory.resolve("values.yaml"), values.group(1));
        for (String folder : FOLDERS) {
            Files.createSymbolicLink(directory.resolve(folder), Path.of(folder).toAbsolutePath());
        }
        List<String> run = new ArrayList<>();
        Matcher shell = SHELL.matcher(guide);
        while (shell.find()) {
            if (TEST.equals(shell.group(1))) {
                String printed = bash(shell.group(2));
                if (shell.group(2).contains("template") || shell.group(2).contains("kustomize")) {
                    assertThat(Manifests.parse(printed).all("StatefulSet")).as(shell.group(2)).hasSize(1);
                }
                run.add(shell.group(2));
            }
        }
        assertThat(run).hasSizeGreaterThanOrEqualTo(5);
        for (String folder : FOLDERS) {
            Files.delete(directory.resolve(folder));
        }
    }

    @Test
    void everyOtherCommandSaysWhyItIsNotRun() throws IOException {
        Matcher shell = SHELL.matcher(Files.readString(GUIDE));
        while (shell.find()) {
            assertThat(shell.group(1)).as(shell.group(2))
                    .satisfiesAnyOf(mark -> assertThat(mark).isEqualTo(TEST),
                            mark -> assertThat(mark).startsWith(NOT_RUN));
        }
    }

    private String bash(String script) throws IOException, InterruptedException {
        Path bash = ExternalTool.debian("bash", "bash").require();
        Path programs = KubectlLayer.HELM_4.programs();
        return ExternalProcess.run(directory, Map.of("PATH", programs + ":" + System.getenv("PATH")),
                List.of(bash.toString(), "-euo", "pipefail", "-c", script)).succeeded();
    }
}
