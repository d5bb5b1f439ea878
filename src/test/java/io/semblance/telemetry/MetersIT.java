package io.semblance.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

import io.semblance.asset.AssetService;
import io.semblance.graph.GraphAvailability;
import io.semblance.lifecycle.Loading;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The default backend with the demo data, as operators see it. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {"semblance.demo=true",
        "semblance.graph.from=1"})
class MetersIT {

    private static final String DEMO_CODE = "ISCC:KACXXM3OW2GE7JBRCAFUFEPDGMZCVUA56GEXLERAO7KPK4FWOZL6SZA";

    @TempDir
    static Path directory;

    @LocalServerPort
    private int port;
    @Autowired
    private Loading loading;
    @Autowired
    private AssetService service;
    @Autowired
    private GraphAvailability availability;

    @DynamicPropertySource
    static void dataDirectory(DynamicPropertyRegistry registry) {
        registry.add("semblance.index-uri", () -> "usearch://" + directory.resolve("data"));
    }

    @BeforeEach
    void ready() {
        await().until(loading::isReady);
    }

    @Test
    void demoIndexAnswersWithTheEditedCopy() throws Exception {
        JsonNode answer = json("/indexes/demo/search?limit=2&iscc_code=" + DEMO_CODE);
        assertThat(answer.get("global_matches").get(0).get("score").asDouble()).isEqualTo(1.0);
        assertThat(answer.get("global_matches").get(0).get("metadata").get("name").asString())
                .isEqualTo("BSD-3-Clause (BSD-3-Clause) - copy, 5 % of the words changed");
        assertThat(service.figures("demo").assets()).isEqualTo(64);
    }

    @Test
    void everyMeterOfTheListIsScraped() throws Exception {
        get("/indexes/demo/search?iscc_code=" + DEMO_CODE);
        await().until(() -> get("/metrics").contains("semblance_index_assets{index=\"demo\"} 64.0"));
        boolean graphs = availability.library().isPresent();
        if (graphs) {
            await().until(() -> get("/metrics").contains("semblance_graph_recall{"));
        }
        String scrape = get("/actuator/prometheus");
        assertThat(MeterNames.all()).filteredOn(name -> graphs || !name.startsWith("semblance.graph."))
                .allSatisfy(name -> assertThat(scrape).contains("# HELP " + name.replace('.', '_')));
        assertThat(scrape).contains("semblance_search_seconds_bucket{exact=\"" + !graphs + "\",plan=",
                "semblance_ready 1.0",
                "semblance_indexes 1.0", "semblance_write_assets_total{operation=\"put\"} 64.0",
                "http_server_requests_seconds_bucket{", "uri=\"/indexes/{name}/search\"");
    }

    @Test
    void healthShowsEachIndex() throws Exception {
        JsonNode demo = json("/actuator/health").at("/components/indexes/details/demo");
        assertThat(demo.get("assets").asLong()).isEqualTo(64);
        assertThat(demo.get("bytes").asLong()).isPositive();
        assertThat(demo.get("sequence").asLong()).isEqualTo(service.figures("demo").sequence());
    }

    @Test
    void healthAndInfoTellWhichLibraryBuildsGraphs() throws Exception {
        JsonNode graph = json("/actuator/health").at("/components/graph");
        assertThat(graph.get("status").asString()).isEqualTo("UP");
        assertThat(graph.at("/details/library").asString()).isEqualTo(availability.describe());
        assertThat(json("/actuator/info").at("/semblance/graph").asString()).isEqualTo(availability.describe());
    }

    @Test
    void infoTellsWhatRunsOverWhichData() throws Exception {
        JsonNode info = json("/actuator/info").get("semblance");
        assertThat(info.at("/storage/directory").asString()).isEqualTo(directory.resolve("data").toString());
        assertThat(info.at("/storage/backend").asString()).isEqualTo("usearch");
        assertThat(info.at("/storage/fileSystem").asString()).isNotEmpty();
        assertThat(info.get("kernels").asString()).isNotEmpty();
        assertThat(info.propertyNames()).contains("version", "commit");
    }

    private JsonNode json(String path) throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(get(path));
    }

    private String get(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).describedAs(path).isEqualTo(200);
            return answer.body();
        }
    }
}
