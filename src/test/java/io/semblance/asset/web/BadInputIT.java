package io.semblance.asset.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

import io.semblance.proof.Tally;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Bad input gets a sentence that says what to change, and changes nothing. */
class BadInputIT {

    private static final int REQUESTS = 1500;

    private static final Map<String, TestServer> SERVERS = new LinkedHashMap<>();

    @BeforeAll
    static void start(@TempDir Path directory) {
        SERVERS.put("memory", TestServer.start("memory://"));
        SERVERS.put("lmdb", TestServer.start("lmdb://" + directory.resolve("lmdb")));
        SERVERS.put("usearch", TestServer.start("usearch://" + directory.resolve("usearch")));
        SERVERS.values().forEach(server -> {
            server.post("/indexes", "{\"name\":\"t\"}");
            byte[] lines = RandomAssets.lines(new Random(1), 200).getBytes(StandardCharsets.UTF_8);
            assertThat(server.post("/indexes/t/import", "application/x-ndjson", lines).statusCode()).isEqualTo(200);
        });
    }

    @AfterAll
    static void stop() {
        SERVERS.values().forEach(TestServer::close);
    }

    static Stream<String> backends() {
        return SERVERS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void generatedBadRequestsAreToldWhatIsWrongAndChangeNothing(String backend) {
        TestServer server = Objects.requireNonNull(SERVERS.get(backend));
        long seed = new Random().nextLong();
        BadRequests bad = new BadRequests(new Random(seed));
        String before = state(server);
        for (int i = 0; i < REQUESTS; i++) {
            BadRequests.Bad request = bad.next();
            String context = backend + ", seed " + seed + ", request " + i + ", " + request.kind();
            HttpResponse<String> response = server.send(request.to(server));
            assertToldWhatIsWrong(response, context);
        }
        assertThat(state(server)).describedAs("%s, seed %d", backend, seed).isEqualTo(before);
        Tally.add("bad-requests-refused", REQUESTS);
    }

    private static void assertToldWhatIsWrong(HttpResponse<String> response, String context) {
        String shown = context + ": " + response.body();
        assertThat(response.statusCode()).describedAs(shown).isBetween(400, 499);
        assertThat(response.headers().firstValue("Content-Type")).describedAs(shown)
                .hasValue("application/problem+json");
        JsonNode problem = TestServer.json(response);
        assertThat(problem.get("detail").isString()).describedAs(shown).isTrue();
        assertThat(problem.get("detail").asString()).describedAs(shown).matches("(?s)\\S.{10,4000}[.)]");
        assertThat(problem.get("status").asInt()).describedAs(shown).isEqualTo(response.statusCode());
        assertThat(response.headers().firstValue("X-Request-Id")).describedAs(shown)
                .hasValue(problem.get("instance").asString());
    }

    private static String state(TestServer server) {
        return server.get("/indexes").body() + server.get("/indexes/t/export").body();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void stringsOfTenMegabytesAreRefusedEverywhere(String backend) {
        TestServer server = Objects.requireNonNull(SERVERS.get(backend));
        String before = state(server);
        String big = "A".repeat(10 * 1024 * 1024);
        for (String body : new String[]{"{\"name\":\"" + big + "\"}", "[{\"iscc_id\":\"" + big + "\"}]",
                "[{\"iscc_id\":\"ISCC:MAIAAAAAAD2CIAAA\",\"iscc_code\":\"ISCC:" + big + "\"}]",
                "[{\"iscc_id\":\"ISCC:MAIAAAAAAD2CIAAA\",\"units\":[\"ISCC:" + big + "\",\"x\"]}]",
                "[{\"iscc_id\":\"ISCC:MAIAAAAAAD2CIAAA\",\"metadata\":{\"a\":\"" + big + "\"}}]",
                "[{\"iscc_id\":\"ISCC:MAIAAAAAAD2CIAAA\",\"metadata\":{\"" + big + "\":1}}]",
                "[{\"iscc_id\":\"ISCC:MAIAAAAAAD2CIAAA\",\"simprints\":{\"X\":[{\"simprint\":\"" + big
                        + "\",\"offset\":0,\"size\":1}]}}]",
                "[{\"iscc_id\":\"ISCC:MAIAAAAAAD2CIAAA\",\"simprints\":{\"" + big
                        + "\":[{\"simprint\":\"AQEBAQEBAQEBAQEBAQEBAQ\",\"offset\":0,\"size\":1}]}}]"}) {
            String path = body.startsWith("{") ? "/indexes" : "/indexes/t/assets";
            assertToldWhatIsWrong(server.post(path, body), backend + " " + body.substring(0, 60));
        }
        assertThat(state(server)).isEqualTo(before);
    }

    @Test
    void bodiesBeyondTheLimitAreRefusedAlsoWhenTheyDoNotSaySo() {
        TestServer server = Objects.requireNonNull(SERVERS.get("usearch"));
        byte[] body = " ".repeat(65 * 1024 * 1024).getBytes(StandardCharsets.US_ASCII);
        HttpResponse<String> announced = server.post("/indexes/t/assets", "application/json", body);
        assertThat(announced.statusCode()).isEqualTo(413);
        assertToldWhatIsWrong(announced, "announced");
        HttpResponse<String> chunked = server.send(server.request("/indexes/t/assets")
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers
                        .ofInputStream(() -> new ByteArrayInputStream(body))));
        assertThat(chunked.statusCode()).isEqualTo(413);
        assertToldWhatIsWrong(chunked, "chunked");
    }

    @Test
    void whatTomcatRefusesIsAProblemToo() {
        TestServer server = Objects.requireNonNull(SERVERS.get("usearch"));
        for (String line : new String[]{"GET /a b HTTP/1.1", "GET /\u0001 HTTP/1.1", "GET /indexes/%2f HTTP/1.1",
                "GET /indexes/%00 HTTP/1.1", "GET /indexes/%zz HTTP/1.1", "GET /indexes/%c0%80 HTTP/1.1",
                "GET /indexes/..%2f..%2fetc HTTP/1.1", "GET /indexes/%2e%2e HTTP/1.1", "GET /indexes/t;x=y HTTP/1.1",
                "GET /indexes/t?limit=%zz HTTP/1.1\r\nX: " + "y".repeat(20_000), "TRACE /indexes HTTP/1.1",
                "GET /indexes/" + "n".repeat(9000) + " HTTP/1.1", "GET /" + "a/".repeat(300) + " HTTP/1.1",
                "GET \\indexes HTTP/1.1", "B@D /indexes HTTP/1.1"}) {
            String answer = server.raw(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            String context = line.substring(0, Math.min(60, line.length())) + ": " + answer;
            assertThat(answer).describedAs(context).matches("(?s)HTTP/1.1 (4\\d\\d|501) .*");
            assertThat(answer).describedAs(context).containsIgnoringCase("Content-Type: application/problem+json")
                    .contains("\"detail\":\"").contains("X-Request-Id: ");
        }
    }
}
