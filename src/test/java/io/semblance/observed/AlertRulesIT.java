package io.semblance.observed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.semblance.external.ExternalProcess;
import io.semblance.external.ExternalTool;
import io.semblance.process.MarkdownPage;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed rules are the generated ones; Prometheus reads them, and each fires where it should and only there. */
class AlertRulesIT {

    private static final Path COMMITTED = Path.of("helm", "semblance", "files", "alerts.yaml");
    private static final Path MONITOR = Path.of("docs", "how-to", "monitor.md");
    private static final String CHECK = "promtool check rules helm/semblance/files/alerts.yaml";
    private static final ExternalTool PROMTOOL = ExternalTool.debian("promtool", "prometheus");

    @TempDir
    private Path directory;

    @Test
    void committedRulesAreTheGeneratedOnes() throws IOException {
        Generated.compare(COMMITTED, AlertRules.yaml(Windows.REAL), AlertRulesIT.class);
    }

    @Test
    void committedRulesAreRules() throws Exception {
        assertThat(MarkdownPage.read(MONITOR).lines()).contains(CHECK);
        assertThat(promtool(CHECK.replace("promtool ", "").split(" "))).contains("SUCCESS");
    }

    @Test
    void thePageGivesEachRunbookAnAddress() throws Exception {
        String line = MarkdownPage.read(MONITOR).lines().stream().filter(one -> one.startsWith("sed ")).findFirst()
                .orElseThrow();
        Path rules = directory.resolve("alerts.yaml");
        ExternalProcess.run("sh", "-c", line.replace("> alerts.yaml", "> " + rules)).succeeded();
        assertThat(promtool("check", "rules", rules.toString())).contains("SUCCESS");
        assertThat(Files.readAllLines(rules)).filteredOn(one -> one.contains("runbook_url:"))
                .extracting(one -> one.replaceAll(".*: |\"", ""))
                .containsExactlyElementsOf(AlertRules.alerts().stream()
                        .map(alert -> "https://wiki.example.org/semblance/" + alert.runbookUrl()).toList());
    }

    @Test
    void rulesWithShortWindowsAreRulesAsWell() throws Exception {
        Path rules = Files.writeString(directory.resolve("short.yaml"), AlertRules.yaml(new Windows(60)));
        assertThat(promtool("check", "rules", rules.toString())).contains("SUCCESS");
        assertThat(Files.readString(rules)).contains("[5s]", "for: 10s").doesNotContain("[5m]")
                .doesNotContainPattern("<\\d");
    }

    @Test
    void eachAlertFiresWhereItShouldAndOnlyThere() throws Exception {
        test("1m", AlertCases.byTheMinute());
        test("10m", AlertCases.byTenMinutes());
    }

    private void test(String interval, List<AlertCase> cases) throws Exception {
        Path file = Files.writeString(directory.resolve("every" + interval + ".yaml"),
                PromtoolTests.yaml(COMMITTED.toAbsolutePath(), interval, cases));
        promtool("test", "rules", file.toString());
    }

    @Test
    void eachAlertHasACaseThatFiresAndOneThatDoesNot() {
        List<AlertCase> cases = Stream.concat(AlertCases.byTheMinute().stream(), AlertCases.byTenMinutes().stream())
                .toList();
        assertThat(having(cases, false)).isEqualTo(names());
        assertThat(having(cases, true)).isEqualTo(names());
    }

    private static Set<String> names() {
        return AlertRules.alerts().stream().map(Alert::name).collect(Collectors.toSet());
    }

    private static Set<String> having(List<AlertCase> cases, boolean silent) {
        return cases.stream()
                .filter(one -> one.expectations().stream().anyMatch(seen -> isSilent(seen.labels()) == silent))
                .map(one -> one.alert().name()).collect(Collectors.toSet());
    }

    private static boolean isSilent(@Nullable Object labels) {
        return labels == null;
    }

    private static String promtool(String... arguments) throws Exception {
        Path program = PROMTOOL.require();
        String[] command = Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toArray(String[]::new);
        return ExternalProcess.run(command).succeeded();
    }
}
