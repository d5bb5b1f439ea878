package io.semblance.asset.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import org.slf4j.LoggerFactory;

/** What every answer has, whichever part of the service gives it. */
class ProblemsIT {

    private static TestServer server;

    private static TestServer locked;

    @BeforeAll
    static void start() {
        server = TestServer.start("memory://");
        locked = TestServer.start("memory://", "semblance.api-secret=s3cret");
        server.post("/indexes", "{\"name\":\"t\"}");
    }

    @AfterAll
    static void stop() {
        server.close();
        locked.close();
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("none");
    }

    private static void assertProblem(HttpResponse<String> response, int status, String slug) {
        assertThat(response.statusCode()).describedAs(response.body()).isEqualTo(status);
        assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(TestServer.json(response).get("type").asString()).isEqualTo("/problems/" + slug);
        assertThat(TestServer.json(response).get("status").asInt()).isEqualTo(status);
        assertThat(TestServer.json(response).get("instance").asString()).isEqualTo(header(response, "X-Request-Id"));
    }

    @Test
    void unknownPathsAndMethodsAreProblems() {
        assertProblem(server.get("/nope"), 404, "not-found");
        assertThat(TestServer.json(server.get("/nope")).get("detail").asString()).startsWith("Not Found.");
        HttpResponse<String> put = server
                .send(server.request("/indexes").PUT(HttpRequest.BodyPublishers.ofString("{}")));
        assertProblem(put, 405, "method-not-allowed");
        assertThat(header(put, "Allow").split(", ", -1)).containsExactlyInAnyOrder("GET", "POST");
        assertThat(TestServer.json(put).get("detail").asString()).startsWith("Method Not Allowed.");
        assertProblem(server.get("/problems/nope"), 404, "not-found");
        assertProblem(server.get("/error"), 404, "not-found");
    }

    @Test
    void acceptDoesNotMatterWhereThereIsJsonOnly() {
        assertThat(server.send(server.request("/indexes").header("Accept", "text/html").GET()).statusCode())
                .isEqualTo(200);
        assertProblem(server.send(server.request("/indexes/nope").header("Accept", "text/html").GET()), 404,
                "index-not-found");
        assertProblem(server.send(server.request("/nope").header("Accept", "image/png").GET()), 404, "not-found");
    }

    @Test
    void aTrailingSlashIsSentOn() {
        HttpResponse<String> response = server.get("/indexes/?x=1");
        assertThat(response.statusCode()).isEqualTo(307);
        assertThat(header(response, "Location")).isEqualTo("/indexes?x=1");
        for (String path : List.of("/readyz", "/ready", "/livez", "/live", "/healthz", "/health", "/status",
                "/api/status", "/docs", "/openapi.json", "/problems", "/problems/internal")) {
            for (TestServer one : List.of(server, locked)) {
                HttpResponse<String> sent = one.get(path + "/");
                assertThat(sent.statusCode()).describedAs(path).isEqualTo(307);
                assertThat(header(sent, "Location")).isEqualTo(path);
            }
        }
        assertProblem(server.get("/nope/"), 404, "not-found");
        assertProblem(server.get("/openapi/"), 404, "not-found");
    }

    @Test
    void placesOfIsccSearchLeadOn() {
        for (TestServer one : List.of(server, locked)) {
            assertLeads(one, "/playground", "/");
            assertLeads(one, "/openapi/openapi.json", "/openapi.json");
            assertLeads(one, "/openapi/openapi.yaml", "/openapi.json.yaml");
        }
        assertThat(server.get("/openapi.json.yaml").body()).startsWith("openapi: 3.1");
        assertProblem(server.get("/openapi/IsccEntry.yaml"), 404, "not-found");
    }

    private static void assertLeads(TestServer one, String from, String to) {
        HttpResponse<String> response = one.get(from);
        assertThat(response.statusCode()).describedAs(from).isEqualTo(301);
        assertThat(header(response, "Location")).isEqualTo(to);
        assertThat(one.get(to).statusCode()).describedAs(to).isEqualTo(200);
    }

    @Test
    void secondOfTwoAssetsIsNamed() {
        JsonNode problem = TestServer.json(server.post("/indexes/t/assets", """
                [{"iscc_id":"ISCC:MAIGIIFJRDGEQQAA"},
                 {"iscc_id":"ISCC:MAIAAAAAAD2CIAAA","units":["ISCC:GAAW2PRCRS5LNVZV","ISCC:MAIGIIFJRDGEQQAA"]}]
                """));
        assertThat(problem.get("detail").asString()).endsWith("(asset 2, in units, item 2)");
        assertThat(problem.get("errors").get(0).get("pointer").asString()).isEqualTo("/1/units/1");
    }

    @Test
    void faultsOfRenamesAndEstimatesNameTheFieldAndNoClass() {
        assertField(server.post("/api/v1/indexes/t/rename", "{\"to\":\"v\"}"), "/to extra_forbidden",
                "There is no member to here. The body takes name.");
        assertField(server.post("/api/v1/indexes/t/rename", "{\"name\":[1]}"), "/name type", "of another kind");
        assertField(server.post("/snapshots", "{\"indexes\":[{}]}"), "/indexes/0 type", "of another kind");
        assertField(server.get("/api/v1/estimate?foo=1"), "query/foo extra_forbidden", "There is no parameter foo.");
        assertField(server.get("/api/v1/estimate"), "query/assets missing", "assets is missing");
        assertField(server.get("/api/v1/estimate?assets=x"), "query/assets int_parsing", "a whole number");
        assertField(server.get("/api/v1/estimate?assets=1&unit_bits=33"), "query/unit_bits range", "unit_bits");
    }

    private static void assertField(HttpResponse<String> response, String field, String words) {
        assertProblem(response, 422, "invalid-request");
        JsonNode problem = TestServer.json(response);
        assertThat(problem.get("detail").asString()).contains(words).doesNotContain("io.semblance", "$");
        JsonNode error = problem.get("errors").get(0);
        assertThat(error.get("pointer").asString() + " " + error.get("type").asString()).isEqualTo(field);
    }

    @Test
    void noProblemIsOfferedAsADownload() {
        for (String path : List.of("/indexes/foo.bar", "/foo.bar", "/openapi/", "/problems/a.exe")) {
            HttpResponse<String> response = server.get(path);
            assertThat(response.statusCode()).describedAs(path).isEqualTo(404);
            assertThat(header(response, "Content-Disposition")).describedAs(path).isEqualTo("none");
        }
    }

    @Test
    void refusalsOfActuatorAreProblemsToo() {
        for (String path : List.of("/actuator/health/nope", "/actuator/sbom/nope", "/actuator/nope")) {
            assertProblem(server.get(path), 404, "not-found");
        }
        assertThat(header(server.get("/actuator/health"), "Content-Type")).doesNotContain("problem");
    }

    @Test
    void formsAreNotRead() {
        for (String form : List.of("multipart/form-data", "multipart/form-data; boundary=x", "multipart/mixed",
                "application/x-www-form-urlencoded")) {
            for (String path : List.of("/indexes/t/import", "/snapshots", "/nope")) {
                HttpResponse<String> response = server.send(server.request(path).header("Content-Type", form)
                        .POST(HttpRequest.BodyPublishers.ofString("--x\r\n")));
                assertProblem(response, path.equals("/nope") ? 404 : 415,
                        path.equals("/nope") ? "not-found" : "unsupported-media-type");
                assertThat(response.body()).describedAs(path).doesNotContain("*/*");
            }
        }
    }

    @Test
    void aParameterOfAnotherKindIsSaidToBeOne() {
        HttpResponse<String> response = server.get("/actuator/doctor?data=maybe");
        assertProblem(response, 400, "bad-request");
        assertThat(TestServer.json(response).get("detail").asString()).contains("a parameter");
    }

    @Test
    void anIndexHidesNothingOfHealth() {
        for (String name : List.of("count", "quarantine", "graphs", "evidence")) {
            assertThat(server.post("/indexes", "{\"name\":\"" + name + "\"}").statusCode()).isEqualTo(201);
        }
        JsonNode details = TestServer.json(server.get("/actuator/health")).at("/components/indexes/details");
        assertThat(details.get("count").asInt()).isEqualTo(5);
        assertThat(details.propertyNames()).contains("t", "index count", "index quarantine", "index graphs",
                "index evidence").doesNotContain("quarantine");
        for (String name : List.of("count", "quarantine", "graphs", "evidence")) {
            assertThat(server.send(server.request("/indexes/" + name).DELETE()).statusCode()).isEqualTo(204);
        }
    }

    @Test
    void traceIsTakenByNoRoute() {
        String answer = server.raw("TRACE /indexes/t HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 501 ").contains("X-Content-Type-Options: nosniff",
                "X-Frame-Options: DENY", "\"status\":501", "No route takes TRACE").doesNotContain("Allow:");
    }

    @Test
    void optionsNameMethodsAndNothingEmpty() {
        HttpResponse<String> response = server.send(
                server.request("/indexes/t").method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Allow")).contains("GET", "DELETE", "OPTIONS");
        assertThat(header(response, "Accept-Patch")).isEqualTo("none");
    }

    @Test
    void compressedBodiesAreRefusedInWords() {
        for (String path : List.of("/indexes", "/indexes/t/assets", "/indexes/t/search", "/indexes/t/import")) {
            HttpResponse<String> response = server.send(server.request(path).header("Content-Encoding", "gzip")
                    .header("Content-Type", path.endsWith("import") ? "application/x-ndjson" : "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[]{0x1F, (byte) 0x8B, 8, 0})));
            assertProblem(response, 415, "unsupported-media-type");
            assertThat(response.body()).contains("Compressed bodies are not read");
        }
    }

    @Test
    void malformedJsonIsToldInOurWords() {
        for (String body : List.of("hello", "{\"name\"", "[1,]", "{name:1}", "")) {
            HttpResponse<String> response = server.post("/indexes", body);
            assertProblem(response, 422, "invalid-request");
            assertThat(response.body()).doesNotContain("token", "JsonParser", "Unexpected", "tools.jackson");
        }
    }

    @Test
    void twoSecretsMustBothBeRight() {
        HttpResponse<String> response = locked.send(locked.request("/indexes").header("X-API-Key", "s3cret")
                .header("Authorization", "Bearer other").GET());
        assertProblem(response, 401, "unauthorized");
        assertThat(response.body()).contains("Several secrets were sent, and all of them must be right.");
        assertThat(locked.send(locked.request("/indexes").header("X-API-Key", "other").GET()).body())
                .contains("what was sent is not it");
    }

    @Test
    void aRefusalForLackOfTheSecretIsAProblemAndHasAnId() {
        assertProblem(locked.get("/indexes"), 401, "unauthorized");
        assertProblem(locked.post("/indexes", "{"), 401, "unauthorized");
        assertProblem(locked.get("/indexes/"), 401, "unauthorized");
        assertThat(locked.get("/problems/unauthorized").statusCode()).isEqualTo(200);
        assertThat(locked.get("/openapi.json").statusCode()).isEqualTo(200);
        assertProblem(locked.send(locked.request("/indexes").header("X-API-Key", "s3cret")
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString("{"))), 422,
                "invalid-request");
    }

    @Test
    void aClientMayNameItsRequest() {
        for (String fit : new String[]{"a", "A-b_c.9", "x".repeat(64)}) {
            assertThat(
                    header(server.send(server.request("/indexes").header("X-Request-Id", fit).GET()), "X-Request-Id"))
                    .isEqualTo(fit);
        }
        for (String unfit : new String[]{"a b", "x".repeat(65), "a\"b", "a/b", "{}"}) {
            assertThat(
                    header(server.send(server.request("/indexes").header("X-Request-Id", unfit).GET()), "X-Request-Id"))
                    .matches("[0-9a-f]{16}");
        }
        Set<String> generated = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            assertThat(generated.add(header(server.get("/livez"), "X-Request-Id"))).isTrue();
        }
    }

    @Test
    void eachRequestHasOneLineInTheAccessLog() {
        Logger access = (Logger) LoggerFactory.getLogger("access");
        Level before = access.getLevel();
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        access.setLevel(Level.INFO);
        access.addAppender(lines);
        try {
            server.send(server.request("/indexes/t?secret=x").header("X-Request-Id", "id1").GET());
            server.send(server.request("/indexes/no%0d%0aGET%20/forged").header("X-Request-Id", "id2").GET());
            locked.send(locked.request("/indexes").header("X-Request-Id", "id3").GET());
            server.raw("GET /\u0001 HTTP/1.1\r\nHost: x\r\nX-Request-Id: id4\r\nConnection: close\r\n\r\n");
            server.send(server.request("/indexes/t/search").header("X-Request-Id", "id5")
                    .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString("{bad")));
            // A line is written when its answer is out, so the client may be here first.
            Awaitility.await().until(() -> ours(lines).size() >= 5);
        } finally {
            access.detachAppender(lines);
            access.setLevel(before);
        }
        assertThat(ours(lines)).hasSize(5);
        String all = String.join("\n", ours(lines));
        assertThat(all.lines().filter(line -> line.contains("id1")).toList()).describedAs(all).singleElement()
                .asString()
                .matches("GET /indexes/t 200 \\d+ \\d+\\.\\d id1 t");
        assertThat(all.lines().filter(line -> line.contains("id2")).toList()).describedAs(all).singleElement()
                .asString()
                .matches("GET /indexes/no%0d%0aGET%20/forged 4\\d\\d \\d+ \\d+\\.\\d id2 -");
        assertThat(all.lines().filter(line -> line.contains("id3")).toList()).describedAs(all).singleElement()
                .asString()
                .matches("GET /indexes 401 \\d+ \\d+\\.\\d id3 -");
        assertThat(all.lines().filter(line -> line.contains("id5")).toList()).describedAs(all).singleElement()
                .asString()
                .matches("POST /indexes/t/search 422 \\d+ \\d+\\.\\d id5 t");
        assertThat(all.lines().toList()).describedAs(all).allMatch(line -> line.matches("[!-~]+( [!-~]+){6}"));
    }

    /** Without the late lines of tests before: those have ids that the service made, and a method that could be read. */
    private static List<String> ours(ListAppender<ILoggingEvent> lines) {
        return List.copyOf(lines.list).stream().map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.startsWith("GET - 400 ") || line.matches(".* id\\d \\S+")).toList();
    }
}
