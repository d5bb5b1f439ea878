package io.semblance.lifecycle.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.lifecycle.Loading;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The service while it loads, then when it has loaded, then when it is about to stop. One story, so one test. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "semblance.index-uri=memory://")
class GateIT {

    private static final CountDownLatch LOADED = new CountDownLatch(1);

    @LocalServerPort
    private int port;
    @Autowired
    private ApplicationContext context;
    @Autowired
    private Loading loading;

    /** A backend that loads three of seven assets and then waits for the test. */
    @TestConfiguration(proxyBeanMethods = false)
    static class SlowBackend {

        @Bean
        @Primary
        AssetIndexes slowIndexes() {
            return new AssetIndexes() {

                @Override
                public void load(LoadProgress progress) {
                    progress.loaded(3, 7);
                    try {
                        LOADED.await();
                    } catch (InterruptedException cut) {
                        Thread.currentThread().interrupt();
                    }
                }

                @Override
                public List<String> names() {
                    return List.of();
                }

                @Override
                public @Nullable AssetIndex find(String name) {
                    return null;
                }

                @Override
                public AssetIndex create(String name) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public boolean delete(String name) {
                    return false;
                }

                @Override
                public void save() {
                    // Nothing is derived.
                }

                @Override
                public void close() {
                    LOADED.countDown();
                }
            };
        }
    }

    @Test
    void probesTellTheStateWhileTheGateKeepsRequestsFromUnloadedIndexes() throws Exception {
        await().until(() -> loading.progress().loaded() == 3);
        assertAlive();
        assertAnswer("/readyz", 503,
                "{\"status\":\"not_ready\",\"reason\":\"index_not_initialized\",\"loaded\":3,\"total\":7}");
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(503);
        assertThat(send(HttpRequest.newBuilder(uri("/api/status")).header("Accept", "text/plain").build()).body())
                .isEqualTo(get("/status").body());
        assertThat(get("/status").body())
                .contains("\"mode\":\"normal\",\"network\":null,\"ready\":false,\"loaded\":3,\"total\":7");
        for (String path : List.of("/indexes", "/indexes/t", "/indexes/t/assets", "/indexes/t/search?iscc_code=x")) {
            HttpResponse<String> early = get(path);
            assertThat(early.statusCode()).describedAs(path).isEqualTo(503);
            assertThat(early.headers().firstValue("Retry-After")).contains("1");
            assertThat(early.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(early.body()).contains("\"type\":\"/problems/not-ready\"", "3 of 7 assets");
        }

        LOADED.countDown();
        await().until(loading::isReady);
        await().until(() -> get("/actuator/health/readiness").statusCode() == 200);
        assertAlive();
        assertAnswer("/readyz", 200, "{\"status\":\"ready\"}");
        assertAnswer("/ready", 200, "{\"status\":\"ready\"}");
        assertAnswer("/indexes", 200, "[]");

        AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
        assertAlive();
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").body()).contains("\"reason\":\"stopping\"");
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(503);
        assertAnswer("/indexes", 200, "[]");
        AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
    }

    private void assertAlive() throws IOException, InterruptedException {
        for (String path : List.of("/livez", "/live", "/healthz", "/health")) {
            assertAnswer(path, 200, "{\"status\":\"ok\"}");
        }
        assertAnswer("/actuator/health/liveness", 200, "{\"status\":\"UP\"}");
    }

    private void assertAnswer(String path, int status, String body) throws IOException, InterruptedException {
        for (String accept : List.of("*/*", "text/plain", "text/html", "text/xml")) {
            HttpResponse<String> answer = path.startsWith("/actuator")
                    ? get(path)
                    : send(HttpRequest.newBuilder(uri(path)).header("Accept", accept).build());
            assertThat(answer.body()).describedAs(path + " " + accept).isEqualTo(body);
            assertThat(answer.statusCode()).describedAs(path).isEqualTo(status);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
