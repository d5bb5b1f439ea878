package io.semblance.asset.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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
            Awaitility.await().until(() -> lines.list.size() >= 5);
        } finally {
            access.detachAppender(lines);
            access.setLevel(before);
        }
        assertThat(lines.list).hasSize(5);
        String all = lines.list.stream().map(ILoggingEvent::getFormattedMessage).collect(Collectors.joining("\n"));
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
}
