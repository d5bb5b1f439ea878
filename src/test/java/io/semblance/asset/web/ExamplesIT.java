package io.semblance.asset.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * The worked examples of iscc-search's wire format over HTTP, on every backend. Each states a claim and our exact answer;
 * where that is not the original's, {@code rules} names the rules of section 8.2 of its specification that say so, which
 * {@code docs/reference/compatibility.md} tells in our words. That problems are {@code application/problem+json} with a
 * string as {@code detail} (rule 11) holds for all of them. E66 is missing: there is no aggregator mode.
 */
class ExamplesIT {

    private static final double TOLERANCE = 1e-9;

    private static final JsonNode FILE = read();

    private static final Map<String, TestServer> SERVERS = new LinkedHashMap<>();

    private static @Nullable TestServer locked;

    @BeforeAll
    static void start(@TempDir Path directory) {
        SERVERS.put("memory", TestServer.start("memory://"));
        SERVERS.put("lmdb", TestServer.start("lmdb://" + directory.resolve("lmdb")));
        SERVERS.put("usearch", TestServer.start("usearch://" + directory.resolve("usearch")));
        locked = TestServer.start("memory://", "semblance.api-secret=s3cret");
    }

    @AfterAll
    static void stop() {
        SERVERS.values().forEach(TestServer::close);
        if (locked != null) {
            locked.close();
        }
    }

    static Stream<Arguments> examples() {
        List<Arguments> all = new ArrayList<>();
        for (JsonNode example : FILE.get("examples")) {
            for (Map.Entry<String, JsonNode> answer : example.get("answers").properties()) {
                String backends = answer.getKey().equals("all") ? "memory, lmdb, usearch" : answer.getKey();
                for (String backend : backends.split(", ", -1)) {
                    all.add(Arguments.of(example.get("id").asString(), backend, example.get("claim").asString(),
                            example,
                            answer.getValue()));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("examples")
    void holds(String id, String backend, String claim, JsonNode example, JsonNode answer) {
        TestServer server = example.path("secret").asBoolean(false)
                ? Objects.requireNonNull(locked)
                : Objects.requireNonNull(SERVERS.get(backend));
        prepare(server, example);
        HttpResponse<String> response = send(server, example.get("request"));
        String context = id + " on " + backend + ", " + claim + ": " + response.body();
        assertThat(response.statusCode()).describedAs(context).isEqualTo(answer.get("status").asInt());
        if (response.statusCode() >= 400) {
            assertProblem(response, answer, context);
        } else if (answer.has("body")) {
            assertSame(TestServer.json(response), answer.get("body"), context);
        } else if (answer.has("members")) {
            answer.get("members").forEachEntry(
                    (name, value) -> assertThat(TestServer.json(response).get(name)).describedAs(context)
                            .isEqualTo(value));
        } else {
            assertThat(response.body()).describedAs(context).isEmpty();
        }
    }

    private static void prepare(TestServer server, JsonNode example) {
        for (String index : List.of("t", "a", "b", "nn")) {
            server.delete("/indexes/" + index);
        }
        String fixture = example.get("fixture").asString();
        if (example.path("secret").asBoolean(false)) {
            return;
        }
        if (!fixture.equals("none")) {
            assertThat(server.post("/indexes", "{\"name\":\"t\"}").statusCode()).isEqualTo(201);
        }
        JsonNode assets = FILE.get("fixtures").get(fixture);
        if (assets != null) {
            assertThat(server.post("/indexes/t/assets", assets.toString()).statusCode()).isEqualTo(201);
        }
        for (JsonNode step : example.path("before")) {
            send(server, step);
        }
    }

    private static HttpResponse<String> send(TestServer server, JsonNode step) {
        HttpRequest.Builder request = server.request(step.get("path").asString());
        String body = step.has("json") ? step.get("json").toString() : step.path("text").asString("");
        if (!body.isEmpty() && !step.has("contentType")) {
            request.header("Content-Type", "application/json");
        }
        return server.send(request.method(step.get("method").asString(),
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body)));
    }

    private static void assertProblem(HttpResponse<String> response, JsonNode answer, String context) {
        assertThat(response.headers().firstValue("Content-Type")).describedAs(context)
                .hasValue("application/problem+json");
        JsonNode problem = TestServer.json(response);
        assertThat(problem.get("status").asInt()).describedAs(context).isEqualTo(response.statusCode());
        assertThat(problem.get("detail").asString()).describedAs(context)
                .startsWith(answer.path("detail").asString("")).matches("(?s).*[.)]");
        assertThat(problem.get("instance").asString()).describedAs(context)
                .isEqualTo(response.headers().firstValue("X-Request-Id").orElse("none"));
        List<String> errors = new ArrayList<>();
        problem.path("errors")
                .forEach(error -> errors.add(error.get("pointer").asString() + " " + error.get("type").asString()));
        List<String> expected = new ArrayList<>();
        answer.path("errors").forEach(error -> expected.add(error.asString()));
        assertThat(errors).describedAs(context).isEqualTo(expected);
    }

    /** Same members, same order of lists, numbers within the tolerance. */
    private static void assertSame(JsonNode actual, JsonNode expected, String context) {
        if (expected.isNumber() && actual.isNumber()) {
            assertThat(actual.asDouble()).describedAs(context).isCloseTo(expected.asDouble(),
                    org.assertj.core.data.Offset.offset(TOLERANCE));
        } else if (expected.isObject()) {
            assertThat(actual.propertyNames()).describedAs(context)
                    .containsExactlyInAnyOrderElementsOf(expected.propertyNames());
            expected.forEachEntry((name, value) -> assertSame(actual.get(name), value, context));
        } else if (expected.isArray()) {
            assertThat(actual.size()).describedAs(context).isEqualTo(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                assertSame(actual.get(i), expected.get(i), context);
            }
        } else {
            assertThat(actual).describedAs(context).isEqualTo(expected);
        }
    }

    private static JsonNode read() {
        try (InputStream file = ExamplesIT.class.getResourceAsStream("examples.json")) {
            return TestServer.JSON.readTree(Objects.requireNonNull(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
