package io.semblance.asset.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Every route of an index that was set aside answers 503 and says why; the others serve. */
class QuarantinedRoutesIT {

    private static final Path DESCRIPTION = Path.of("docs/reference/openapi.json");

    @TempDir
    Path directory;

    private String asset = "";
    private String id = "";
    private String code = "";

    @BeforeEach
    void writeAndDamage() throws IOException {
        try (TestServer server = start()) {
            asset = server.get("/indexes/demo/export").body().lines().findFirst().orElseThrow();
            JsonNode members = TestServer.JSON.readTree(asset);
            id = members.get("iscc_id").asString();
            code = members.get("iscc_code").asString();
            assertThat(server.post("/indexes", "{\"name\":\"others\"}").statusCode()).isEqualTo(201);
        }
        Path record = directory.resolve("data/indexes/demo/data.mdb");
        byte[] bytes = Files.readAllBytes(record);
        for (int at = 2 * 4096; at < bytes.length; at += 4096) {
            bytes[at] ^= 4;
        }
        Files.write(record, bytes);
    }

    /** Also where the demo is to be made, whose place is taken. */
    private TestServer start() {
        return TestServer.start("usearch://" + directory.resolve("data"),
                "semblance.snapshots.directory=" + directory.resolve("shelf"), "semblance.demo=true");
    }

    @Test
    void everyRouteOfTheIndexSaysWhyItIsNotServed() throws IOException {
        Map<String, String> bodies = Map.of("POST /indexes/{name}/assets", "[" + asset + "]",
                "POST /indexes/{name}/assets/delete", "{\"iscc_ids\":[\"" + id + "\"]}", "POST /indexes/{name}/import",
                asset + "\n",
                "POST /indexes/{name}/search", "{\"iscc_code\":\"" + code + "\"}",
                "POST /api/v1/indexes/{name}/rename", "{\"name\":\"another\"}");
        Set<String> asked = new TreeSet<>();
        try (TestServer server = start()) {
            JsonNode paths = TestServer.JSON.readTree(Files.readString(DESCRIPTION)).get("paths");
            for (Map.Entry<String, JsonNode> path : paths.properties()) {
                for (String method : path.getValue().propertyNames()) {
                    String route = method.toUpperCase(Locale.ROOT) + " " + path.getKey();
                    if (path.getKey().contains("/indexes/{name}")) {
                        asked.add(route);
                        quarantined(send(server, route, bodies.getOrDefault(route, "")), route);
                    }
                }
            }
            assertThat(asked).containsAll(bodies.keySet()).hasSizeGreaterThan(10);
            quarantined(server.post("/indexes", "{\"name\":\"demo\"}"), "create");
            quarantined(server.post("/snapshots", "{\"indexes\":[\"demo\"]}"), "snapshot");
            HttpResponse<String> listed = server.get("/indexes");
            assertThat(TestServer.json(listed).valueStream().map(index -> index.get("name").asString()))
                    .isEqualTo(List.of("others"));
            assertThat(server.post("/indexes/others/assets", "[" + asset + "]").statusCode()).isEqualTo(201);
        }
    }

    private HttpResponse<String> send(TestServer server, String route, String body) {
        String method = route.substring(0, route.indexOf(' '));
        String path = route.substring(route.indexOf(' ') + 1).replace("{name}", "demo").replace("{iscc_id}",
                URLEncoder.encode(id, StandardCharsets.UTF_8));
        String query = route.equals("GET /indexes/{name}/search")
                ? "?iscc_code=" + URLEncoder.encode(code, StandardCharsets.UTF_8)
                : "";
        return server.send(server.request(path + query)
                .header("Content-Type", path.endsWith("/import") ? "application/x-ndjson" : "application/json")
                .method(method, BodyPublishers.ofString(body)));
    }

    private static void quarantined(HttpResponse<String> answer, String what) {
        assertThat(answer.statusCode()).as("%s: %s", what, answer.body()).isEqualTo(503);
        JsonNode problem = TestServer.json(answer);
        assertThat(problem.get("type").asString()).as(what).isEqualTo("/problems/index-quarantined");
        assertThat(problem.get("detail").asString()).as(what).contains("'demo' was found damaged and set aside at 20",
                "data.mdb is damaged: ", "quarantine/", "Restore its newest snapshot");
    }
}
