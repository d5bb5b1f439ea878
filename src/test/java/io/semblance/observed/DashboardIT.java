package io.semblance.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.semblance.external.ExternalProcess;
import io.semblance.external.ExternalTool;
import io.semblance.graph.TestedGraph;
import io.semblance.process.ServiceProcess;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard is one that Grafana takes, and a real Prometheus that scrapes the real service fills every panel. */
class DashboardIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Path DASHBOARD = Path.of("helm", "semblance", "files", "dashboard.json");
    private static final Path REFERENCE = Path.of("docs", "reference", "metrics.md");
    private static final Path SCHEMA = ExternalTool.NPM.resolve(Path.of("node_modules", "@grafana", "schema"));
    private static final ExternalTool TYPESCRIPT = ExternalTool.npm("tsc");
    private static final String SEARCH = "{\"iscc_code\":\"" + Caller.CODE + "\"}";

    @TempDir
    private Path directory;

    @Test
    void dashboardHasTheTypesOfGrafana() throws Exception {
        TYPESCRIPT.require();
        String json = Files.readString(DASHBOARD);
        assertThat(types(json).exitCode()).as(() -> "%s".formatted(DASHBOARD)).isZero();
        assertThat(types(json.replaceFirst("gridPos", "gridPosition")).output()).contains("gridPosition");
    }

    private ExternalProcess types(String dashboard) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("dashboard.ts"),
                "import type { Dashboard } from '" + SCHEMA + "';\nexport const dashboard = " + dashboard.strip()
                        + " satisfies Partial<Dashboard>;\n");
        return ExternalProcess.run(TYPESCRIPT.require().toString(), "--noEmit", "--strict", "--skipLibCheck",
                "--moduleResolution", "bundler", "--module", "esnext", "--target", "es2022", file.toString());
    }

    @Test
    void everyQueryIsPromql() throws Exception {
        TYPESCRIPT.require();
        Path expressions = Files.writeString(directory.resolve("expressions.json"),
                JsonMapper.builder().build().writeValueAsString(expressions()));
        ExternalProcess.run(ExternalTool.debian("node", "nodejs").require().toString(),
                ExternalTool.NPM.resolve("parse-promql.mjs").toString(), expressions.toString()).succeeded();
    }

    @Test
    void everyPanelIsFilledAndNoAlertFiresOverAServiceThatIsWell() throws Exception {
        TestedGraph.require();
        String secret = "a-secret-for-scraping";
        Path keys = Files.writeString(directory.resolve("secret"), secret);
        try (ServiceProcess service = ServiceProcess.start("usearch://" + directory.resolve("data"),
                directory.resolve("service.log"), ServiceProcess.QUICK, "--semblance.demo=true",
                "--semblance.graph.from=1",
                "--semblance.snapshots.directory=" + directory.resolve("snapshots"),
                "--semblance.snapshots.interval=24h", "--semblance.snapshots.drill-within=9d",
                "--semblance.api-secret-file=" + keys).awaitReady();
                PrometheusServer prometheus = PrometheusServer.start(service.url().substring("http://".length()),
                        secret, new Windows(60), directory)) {
            Caller caller = new Caller(service.url(), secret);
            caller.post("/indexes", "{\"name\":\"load\"}");
            caller.post("/snapshots", "{}");
            caller.post("/snapshots/drills", "{\"seconds\":1,\"faults\":[]}");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(prometheus.values("up")).containsExactly(1.0));
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).untilAsserted(() -> {
                caller.post("/indexes/demo/search", SEARCH);
                caller.putNewAsset("load");
                assertEveryPanelIsFilled(prometheus);
            });
            assertThat(prometheus.firing()).isEmpty();
            assertReferenceNamesEach(caller.get("/actuator/prometheus"));
        }
    }

    private static void assertEveryPanelIsFilled(PrometheusServer prometheus) throws InterruptedException {
        for (String expression : expressions()) {
            assertThat(prometheus.values(expression)).as(expression).isNotEmpty()
                    .allSatisfy(value -> assertThat(value).isFinite());
        }
    }

    private static List<String> expressions() {
        return Dashboard.panels().stream().flatMap(panel -> panel.queries().stream())
                .map(query -> query.expression().replace("$__rate_interval", "15s").replace("$job", ".*")
                        .replace("$instance", ".*"))
                .toList();
    }

    /** The page has a row for each metric of the service, with its type, and no other. */
    private static void assertReferenceNamesEach(String scrape) throws IOException {
        Set<String> documented = rows("(?m)^\\| `(semblance_\\w+)` \\| (\\w+) \\|", Files.readString(REFERENCE));
        Set<String> scraped = rows("(?m)^# TYPE (semblance_\\w+) (\\w+)$", scrape);
        scraped.removeIf(row -> row.endsWith("_max gauge"));
        assertThat(documented).isEqualTo(scraped);
    }

    private static Set<String> rows(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map(DashboardIT::row)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String row(MatchResult found) {
        return found.group(1) + " " + found.group(2);
    }
}
