package io.semblance.proof.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.semblance.asset.web.TestServer;
import tools.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** S8: what answers of every route tell a browser, with and without the secret, and whatever their status. */
class HeadersIT {

    private static final String SECRET = "header-check-secret";
    private static final List<String> MORE_PATHS = List.of("/actuator", "/actuator/health", "/actuator/info",
            "/actuator/prometheus", "/actuator/doctor", "/actuator/env", "/metrics", "/health", "/docs",
            "/openapi.json",
            "/console/none.js", "/nowhere", "/indexes/%2e%2e");

    private static TestServer server;
    private static final List<HttpResponse<String>> ANSWERS = new ArrayList<>();

    @BeforeAll
    static void askEverything() {
        server = TestServer.start("memory://", "semblance.api-secret=" + SECRET, "semblance.demo=true",
                "semblance.cors-origins=https://good.example");
        JsonNode api = TestServer.JSON.readTree(server.get("/openapi.json").body());
        for (Map.Entry<String, JsonNode> path : api.path("paths").properties()) {
            String filled = path.getKey().replace("{name}", "demo").replaceAll("\\{[^}]*}", "x");
            path.getValue().propertyNames().forEach(method -> ask(method, filled));
            ask("PATCH", filled);
        }
        MORE_PATHS.forEach(path -> ask("GET", path));
    }

    private static void ask(String method, String path) {
        for (String secret : List.of(SECRET, "wrong")) {
            HttpRequest.Builder request = server.request(path).header("X-API-Key", secret)
                    .header("Origin", "https://bad.example").method(method.toUpperCase(Locale.ROOT),
                            HttpRequest.BodyPublishers.noBody());
            ANSWERS.add(server.send(request));
            ANSWERS.add(server.send(server.request(path).header("X-API-Key", secret)
                    .method(method.toUpperCase(Locale.ROOT), HttpRequest.BodyPublishers.noBody())));
        }
    }

    @AfterAll
    static void stop() {
        server.close();
        ANSWERS.clear();
    }

    private static String context(HttpResponse<String> answer) {
        return answer.request().method() + " " + answer.uri().getPath() + ": " + answer.statusCode() + " "
                + answer.headers().map();
    }

    @Test
    void noAnswerIsSniffedFramedOrSaysWhatServes() {
        assertThat(ANSWERS).hasSizeGreaterThan(200);
        for (HttpResponse<String> answer : ANSWERS) {
            guarded(answer.headers(), context(answer));
            if (answer.statusCode() >= 400) {
                assertThat(answer.body()).as(context(answer)).doesNotContain("Apache Tomcat", "\tat ", "io.semblance.",
                        "java.lang.", "org.springframework");
            }
        }
    }

    private static void guarded(HttpHeaders headers, String context) {
        assertThat(headers.firstValue("X-Content-Type-Options")).as(context).hasValue("nosniff");
        assertThat(headers.firstValue("X-Frame-Options")).as(context).hasValue("DENY");
        assertThat(headers.map()).as(context).doesNotContainKeys("server", "x-powered-by", "set-cookie");
    }

    /** What the check must not let pass: real headers without one of the guards, or with one that tells too much. */
    @Test
    void missingGuardAndNamedServerAreSeen() {
        Map<String, List<String>> sound = ANSWERS.getFirst().headers().map();
        for (String guard : List.of("X-Content-Type-Options", "X-Frame-Options")) {
            HttpHeaders without = HttpHeaders.of(sound, (name, value) -> !name.equalsIgnoreCase(guard));
            assertThatThrownBy(() -> guarded(without, guard)).isInstanceOf(AssertionError.class);
        }
        Map<String, List<String>> named = new TreeMap<>(sound);
        named.put("server", List.of("Apache-Coyote/1.1"));
        HttpHeaders telling = HttpHeaders.of(named, (name, value) -> true);
        assertThatThrownBy(() -> guarded(telling, "server")).isInstanceOf(AssertionError.class);
    }

    @Test
    void noAnswerThatNeedsTheSecretIsKept() {
        for (HttpResponse<String> answer : ANSWERS) {
            String path = answer.uri().getPath();
            if (path.startsWith("/indexes") || path.startsWith("/snapshots") || path.startsWith("/api/v1")
                    || path.startsWith("/actuator") || path.equals("/metrics")) {
                assertThat(answer.headers().firstValue("Cache-Control").orElse("")).as(context(answer))
                        .contains("no-store");
            }
        }
    }

    @Test
    void noPageOfAnotherOriginReadsAnAnswer() {
        for (HttpResponse<String> answer : ANSWERS) {
            assertThat(answer.headers().map()).as(context(answer)).doesNotContainKeys("access-control-allow-origin",
                    "access-control-allow-credentials");
        }
    }
}
