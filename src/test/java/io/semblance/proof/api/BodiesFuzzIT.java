package io.semblance.proof.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import io.semblance.asset.web.TestServer;
import io.semblance.proof.Fuzzing;
import tools.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;

/** S1: a body that is nearly JSON, or nearly what a route takes, is taken or refused in words; nothing ends in 5xx. */
class BodiesFuzzIT {

    private static final long SECONDS = 10;
    private static final List<String> PATHS = List.of("/indexes", "/indexes/t/assets", "/indexes/t/assets/delete",
            "/indexes/t/search", "/indexes/t/search?explain=true&exact=true", "/indexes/t/import",
            "/api/v1/indexes/u/rename", "/snapshots", "/snapshots/20261126t012345678z/restore");

    @Test
    void everyBodyIsTakenOrRefusedInWords() {
        try (TestServer server = TestServer.start("memory://")) {
            server.post("/indexes", "{\"name\":\"t\"}");
            JsonNode api = TestServer.json(server.get("/openapi.json"));
            Fuzzing.of("json-bodies", seeds(api.path("components").path("schemas"))).run(SECONDS,
                    input -> outcome(server, input));
            assertThat(server.get("/indexes/t").statusCode()).isEqualTo(200);
        }
    }

    private static List<byte[]> seeds(JsonNode schemas) {
        SchemaValues values = new SchemaValues(schemas, new SplittableRandom(1));
        List<byte[]> seeds = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            seeds.add(("[" + values.value("asset", schemas.path("IsccEntry")) + "]").getBytes(StandardCharsets.UTF_8));
            for (String schema : List.of("IsccQuery", "IsccIds", "IsccIndex")) {
                seeds.add(values.value("body", schemas.path(schema)).toString().getBytes(StandardCharsets.UTF_8));
            }
        }
        return seeds;
    }

    private static String outcome(TestServer server, byte[] input) {
        String path = PATHS.get(Math.floorMod(Arrays.hashCode(input), PATHS.size()));
        String type = path.endsWith("import") ? "application/x-ndjson" : "application/json";
        HttpResponse<String> answer = server.post(path, type, input);
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isLessThan(500);
        if (answer.statusCode() < 300) {
            return path + " " + answer.statusCode();
        }
        JsonNode problem = TestServer.json(answer);
        assertThat(problem.path("detail").asString("")).as("%s: %s", path, answer.body()).matches("(?s).+[.)]");
        StringBuilder outcome = new StringBuilder(path).append(' ').append(problem.path("type").asString());
        problem.path("errors").forEach(error -> outcome.append(' ').append(error.path("type").asString()));
        return outcome.toString();
    }
}
