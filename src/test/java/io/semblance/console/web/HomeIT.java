package io.semblance.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is at {@code /} and below {@code /console}, as any client sees it without the secret. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "semblance.index-uri=memory://", "semblance.api-secret=open-Sesame", "semblance.host=127.0.0.1"})
class HomeIT {

    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    @LocalServerPort
    private int port;

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", "text/plain", "application/xhtml+xml"})
    void programsGetWhatTheyGotBefore(String accept) throws IOException, InterruptedException {
        for (HttpResponse<String> response : List.of(get("/"), get("/", "Accept", accept))) {
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(header(response, "Content-Type")).isEqualTo("application/json");
            assertThat(header(response, "Vary")).isEqualTo("Accept");
            assertThat(response.body()).startsWith("{\"title\":\"Semblance\",\"description\":\"Similarity search")
                    .endsWith("\"docs\":\"/docs\",\"mode\":\"normal\",\"network\":null}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {BROWSER, "text/html", "application/json, text/html;q=0.1"})
    void peopleGetThePage(String accept) throws IOException, InterruptedException {
        HttpResponse<String> response = get("/", "Accept", accept);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(header(response, "Vary")).isEqualTo("Accept");
        assertThat(response.body()).startsWith("<!doctype html>").contains("<title>Semblance</title>",
                "href=\"docs\"");
    }

    @Test
    void pageMayRunItsOwnModulesAndNothingElse() throws IOException, InterruptedException {
        HttpResponse<String> response = get("/", "Accept", BROWSER);
        assertThat(header(response, "Content-Security-Policy").split("; ")).contains("default-src 'none'",
                "script-src 'self'", "style-src 'self'", "connect-src 'self'", "base-uri 'none'", "form-action 'none'",
                "frame-ancestors 'none'", "require-trusted-types-for 'script'");
        assertThat(header(response, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(response, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(response, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(response.body()).doesNotContain("<script>").doesNotContain("style=").doesNotContain("://")
                .doesNotContainPattern("\\son[a-z]+=");
    }

    /** One page without a policy can read what the strict one keeps, since they are of one origin. */
    @Test
    void everyPageForABrowserHasAPolicyThatLetsNoStrangerIn() throws IOException, InterruptedException {
        List<String> pages = new ArrayList<>();
        for (String path : List.of("/", "/docs", "/swagger-ui/index.html", "/swagger-ui/",
                "/swagger-ui/oauth2-redirect.html",
                "/swagger-ui/none.html", "/openapi.json", "/status", "/problems", "/problems/not-found", "/livez",
                "/console/", "/console/console.css", "/indexes", "/actuator", "/actuator/health", "/api/v1/estimate",
                "/nowhere", "/error", "/%00")) {
            HttpResponse<String> response = get(path, "Accept", BROWSER, "X-API-Key", "open-Sesame");
            if (header(response, "Content-Type").startsWith("text/html")) {
                pages.add(path);
                assertThat(header(response, "Content-Security-Policy").split("; ")).as(path).contains(
                        "default-src 'none'", "script-src 'self'", "connect-src 'self'", "base-uri 'none'",
                        "form-action 'none'", "frame-ancestors 'none'");
            }
        }
        assertThat(pages).contains("/", "/swagger-ui/index.html");
    }

    @Test
    void filesAreAskedForAgainAndSentOnlyWhenChanged() throws IOException, InterruptedException {
        for (String path : List.of("/", "/console/console.css", "/console/console.mjs", "/console/icon.svg")) {
            HttpResponse<String> first = get(path, "Accept", BROWSER);
            assertThat(first.statusCode()).as(path).isEqualTo(200);
            assertThat(header(first, "Cache-Control")).as(path).isEqualTo("no-cache");
            assertThat(header(first, "ETag")).as(path).matches("\"[0-9a-f]{64}\"");
            HttpResponse<String> again = get(path, "Accept", BROWSER, "If-None-Match", header(first, "ETag"));
            assertThat(again.statusCode()).as(path).isEqualTo(304);
            assertThat(again.body()).as(path).isEmpty();
        }
    }

    @Test
    void everyFileThatThePageNamesIsServedWithItsType() throws IOException, InterruptedException {
        String page = get("/", "Accept", BROWSER).body();
        List<String> named = Pattern.compile("(?:href|src)=\"(console/[^\"]+)\"").matcher(page).results()
                .map(match -> match.group(1)).distinct().toList();
        assertThat(named).hasSizeGreaterThan(8);
        for (String path : named) {
            HttpResponse<String> response = get("/" + path);
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            assertThat(header(response, "Content-Type")).as(path).startsWith(
                    path.endsWith(".mjs") ? "text/javascript" : path.endsWith(".css") ? "text/css" : "image/svg+xml");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console", "/console/", "/console/none.mjs", "/console/../page.html",
            "/console/..%2fpage.html",
            "/console/%2e%2e/page.html", "/console/HomeController.class", "/console//application.yaml",
            "/console/..%5cpage.html"})
    void nothingElseIsServedBelowIt(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).isIn(400, 401, 404);
        assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
    }
}
