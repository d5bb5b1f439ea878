package io.semblance.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Probes while every processor parses. More clients than there are carrier threads send bodies that take long to parse and
 * are then refused, so that nothing but parsing goes on; kubelets give a probe one second.
 */
class ProbesUnderLoadIT {

    private static final int CLIENTS = 80;
    private static final int PROBES = 40;
    /** What a probe may take is a promise; this is five times that. */
    private static final Duration FIVE_TIMES_THE_MARK = Duration.ofSeconds(5);

    @TempDir
    Path directory;

    @Test
    void probesAnswerWhileEveryWorkerIsBusy(TestReporter reporter) throws Exception {
        String body = body();
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong refused = new AtomicLong();
        try (ServiceChild service = ServiceChild.start(directory, Map.of(), "--semblance.index-uri=memory://",
                "--semblance.port=0").awaitReady(); ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            service.post("/indexes", "{\"name\":\"t\"}");
            for (int i = 0; i < CLIENTS; i++) {
                clients.execute(() -> load(service, body, stop, refused));
            }
            List<Long> micros = new ArrayList<>();
            long answeredBefore;
            try {
                service.await("as many answers as clients", () -> refused.get() >= CLIENTS);
                answeredBefore = refused.get();
                for (int i = 0; i < PROBES; i++) {
                    long began = System.nanoTime();
                    assertThat(service.get(i % 2 == 0 ? "/livez" : "/readyz").statusCode()).isEqualTo(200);
                    micros.add((System.nanoTime() - began) / 1000);
                }
            } finally {
                stop.set(true);
            }
            long answered = refused.get() - answeredBefore;
            Collections.sort(micros);
            reporter.publishEntry("probes while " + CLIENTS + " clients keep the parser busy (" + answered
                    + " bodies meanwhile)",
                    "median " + micros.get(PROBES / 2) / 1000.0 + " ms, longest " + micros.getLast() / 1000.0
                            + " ms");
            assertThat(Duration.ofNanos(1000 * micros.getLast())).isLessThan(FIVE_TIMES_THE_MARK);
        }
    }

    private static void load(ServiceChild service, String body, AtomicBoolean stop, AtomicLong refused) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(service.uri("/indexes/t/assets"))
                    .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build();
            while (!stop.get()) {
                HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).describedAs(answer.body()).isIn(400, 422, 503);
                refused.incrementAndGet();
            }
        } catch (IOException | InterruptedException cut) {
            assertThat(stop).isTrue();
        }
    }

    /** A megabyte of assets, the last of which is none. */
    private static String body() {
        String units = "\"units\":[\"ISCC:AADXXM3OW2GE7JBRTPPH2LPIWPK2TKYTVK5GVKGOO7BR5LNDLWULANQ\","
                + "\"ISCC:EADRAC2CSHRTGMRKYIYWCFRNIHEWDP2CSECA22CPJUJNRZOHZDW4DXQ\"]";
        String asset = "{\"iscc_id\":\"ISCC:MAIGI5E2N3CKQQAB\"," + units + ",\"metadata\":{\"name\":\"" + "x".repeat(60)
                + "\"}},";
        return "[" + asset.repeat(4_000)
                + "{\"iscc_id\":\"ISCC:MAIGI5E2N3CKQQAB\",\"units\":[\"ISCC:BAD\",\"ISCC:BAD\"]}]";
    }
}
