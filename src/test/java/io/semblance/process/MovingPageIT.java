package io.semblance.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.semblance.external.ExternalProcess;
import io.semblance.external.ExternalTool;
import io.semblance.migration.Fixture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about moving from iscc-search, followed step by step over a directory that the real 0.3.3 wrote. */
class MovingPageIT {

    private static final Path PAGE = Path.of("docs", "how-to", "move-from-iscc-search.md");
    private static final String TEST = "<!-- test: move -->";
    private static final String ANSWER = "<!-- answer: move -->";
    private static final String NOT_RUN = "<!-- not run: ";

    @TempDir
    Path directory;

    @Test
    void everyStepPrintsWhatThePageShows() throws IOException, InterruptedException {
        ExternalTool.debian("bash", "bash").require();
        ExternalTool.debian("curl", "curl").require();
        Fixture.unpack(directory);
        Files.writeString(directory.resolve("iscc-search.env"),
                "ISCC_SEARCH_INDEX_URI=\"usearch://" + directory + "/usearch\"\nISCC_SEARCH_SHARD_SIZE_UNITS=512\n");
        Files.createSymbolicLink(directory.resolve("bin"), Path.of("bin").toAbsolutePath());
        List<List<String>> steps = steps();
        for (List<String> step : steps.subList(0, 2)) {
            assertThat(run(step.getFirst(), "")).as(step.getFirst()).isEqualTo(step.getLast());
        }
        try (ServiceProcess moved = ServiceProcess.start("usearch://" + directory.resolve("data"),
                directory.resolve("service.log"), ServiceProcess.QUICK).awaitReady()) {
            assertThat(run(steps.get(2).getFirst(), moved.url())).contains("\"name\":\"works\",\"assets\":67");
        }
    }

    @Test
    void everyBlockIsTestedOrSaysWhyNot() {
        List<String> lines = MarkdownPage.read(PAGE).lines();
        boolean inside = false;
        for (int i = 0; i < lines.size(); i++) {
            if (MarkdownPage.FENCE.matcher(lines.get(i)).matches()) {
                inside = !inside;
                String mark = lines.get(i - 1);
                assertThat(!inside || mark.equals(TEST) || mark.equals(ANSWER) || mark.startsWith(NOT_RUN))
                        .as("line %d: %s", i + 1, mark).isTrue();
            }
        }
    }

    /** Commands, and what they print where the page shows it. */
    private static List<List<String>> steps() {
        List<String> lines = MarkdownPage.read(PAGE).lines();
        List<List<String>> steps = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).equals(TEST)) {
                steps.add(new ArrayList<>(List.of(block(lines, i + 1))));
            } else if (lines.get(i).equals(ANSWER)) {
                steps.getLast().add(block(lines, i + 1));
            }
        }
        return steps;
    }

    private static String block(List<String> lines, int fence) {
        int end = fence + 1;
        while (!MarkdownPage.FENCE.matcher(lines.get(end)).matches()) {
            end++;
        }
        return String.join("\n", lines.subList(fence + 1, end)) + "\n";
    }

    private String run(String script, String url) throws IOException, InterruptedException {
        String here = script.replace("/var/lib/iscc-search", directory.resolve("usearch").toString())
                .replace("/var/lib/semblance", directory.toString()).replace("http://localhost:8001", url);
        return ExternalProcess.run(directory, Map.of("JAVA_HOME", System.getProperty("java.home"),
                "SEMBLANCE_JAVA_OPTS", ServiceProcess.QUICK, "no_proxy", "127.0.0.1"),
                List.of("bash", "-euo", "pipefail", "-c", "exec 2>/dev/null\n" + here)).succeeded();
    }
}
