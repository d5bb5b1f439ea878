package io.semblance.proof.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

import io.semblance.asset.web.TestServer;
import io.semblance.proof.Rounds;
import io.semblance.proof.Seeds;
import io.semblance.proof.Tally;
import tools.jackson.databind.JsonNode;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * S2: requests made from the API description, half of them spoilt, to every route in any order. Each answer has a status,
 * content type and body that the description tells of; nothing ends in 5xx; what does not fit the description is refused. In
 * {@code verify} 3,000 requests, at night 500,000; {@code -Dapi.seed=7} makes the same again.
 */
class ApiConformanceIT {

    private static final int REQUESTS = 3_000;
    private static final int REQUESTS_AT_NIGHT = 500_000;

    @TempDir
    Path directory;

    private final long seed = Seeds.of("api.seed");

    private record Route(String path, String method, JsonNode operation) {
    }

    @Test
    void everyAnswerIsOneThatTheDescriptionTellsOf() {
        check(Rounds.of(REQUESTS));
    }

    @Tag("night")
    @Test
    void everyAnswerIsOneThatTheDescriptionTellsOfAllNight() {
        check(Rounds.atNight("requests-from-the-api-description", REQUESTS_AT_NIGHT));
    }

    private void check(Rounds requests) {
        SplittableRandom random = new SplittableRandom(seed);
        try (TestServer server = TestServer.start("usearch://" + directory.resolve("data"),
                "semblance.snapshots.directory=" + directory.resolve("shelf"), "semblance.snapshots.keep-last=2")) {
            JsonNode api = TestServer.json(server.get("/openapi.json"));
            JsonNode schemas = api.path("components").path("schemas");
            List<Route> routes = routes(api);
            Map<String, Integer> accepted = new TreeMap<>();
            int spoilt = 0;
            while (requests.next()) {
                Route route = routes.get(random.nextInt(routes.size()));
                DescribedRequest request = DescribedRequest.of(schemas, route.path, route.method, route.operation,
                        random);
                HttpResponse<String> answer = server.send(request.to(server));
                String context = "seed " + seed + ", request " + requests.number() + ", " + request + ": "
                        + answer.statusCode() + " "
                        + answer.body();
                assertDescribed(schemas, request, answer, context);
                if (request.fault() != null) {
                    spoilt++;
                    if (answer.statusCode() < 300) {
                        accepted.merge(request.method() + " " + route.path + request.fault().replaceAll("[0-9]+", "#"),
                                1, Integer::sum);
                    }
                }
            }
            assertThat(accepted.keySet()).as("accepted though it does not fit the description, seed %d", seed)
                    .allMatch(Leniency::isMeant);
            Tally.add("requests-from-the-api-description", requests.number());
            LoggerFactory.getLogger(ApiConformanceIT.class).warn("{} requests to {} routes, {} of them spoilt, seed {}",
                    requests.number(), routes.size(), spoilt, seed);
        }
    }

    private static List<Route> routes(JsonNode api) {
        List<Route> routes = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : api.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                routes.add(new Route(path.getKey(), method.getKey(), method.getValue()));
            }
        }
        return routes;
    }

    private static void assertDescribed(JsonNode schemas, DescribedRequest request, HttpResponse<String> answer,
            String context) {
        assertThat(answer.statusCode()).as(context).isLessThan(500);
        JsonNode described = request.operation().path("responses").path(Integer.toString(answer.statusCode()));
        assertThat(described.isMissingNode()).as("a status without a description: %s", context).isFalse();
        if (!described.has("content")) {
            assertThat(answer.body()).as(context).isEmpty();
            return;
        }
        String type = answer.headers().firstValue("Content-Type").orElse("none").replaceAll(";.*", "");
        JsonNode content = described.path("content");
        JsonNode schema = (content.has(type) ? content.path(type) : content.path("*/*")).path("schema");
        assertThat(schema.isMissingNode()).as("content type %s: %s", type, context).isFalse();
        if (!type.equals("application/x-ndjson") && type.endsWith("json")) {
            assertThat(SchemaFaults.of(schemas, schema, TestServer.json(answer))).as(context).isEmpty();
        }
    }
}
