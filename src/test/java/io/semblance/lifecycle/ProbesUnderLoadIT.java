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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.semblance.asset.RandomAssets;
import io.semblance.code.IsccId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Probes while every processor parses, and while the threads that scan, the readers of the record and the queue of commits all
 * have work. Kubelets give a probe one second.
 */
@Isolated
class ProbesUnderLoadIT {

    private static final int CLIENTS = 80;
    private static final int PROBES = 40;
    private static final int ASSETS = 20_000;
    private static final int BATCH = 1_000;
    /** What a probe may take is a promise; this is five times that. */
    private static final Duration FIVE_TIMES_THE_MARK = Duration.ofSeconds(5);

    @TempDir
    Path directory;

    /** More clients than there are carrier threads send what takes long to parse and is refused: nothing but parsing goes on. */
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
            try {
                service.await("as many answers as clients", () -> refused.get() >= CLIENTS);
                probe(service, "while " + CLIENTS + " clients keep the parser busy", reporter);
            } finally {
                stop.set(true);
            }
        }
    }

    @Test
    void probesAnswerWhileScansReadersAndCommitsAreBusy(TestReporter reporter) throws Exception {
        SplittableRandom random = new SplittableRandom(16);
        AtomicBoolean stop = new AtomicBoolean();
        Map<Work, AtomicLong> done = new EnumMap<>(Work.class);
        List<Future<?>> working = new ArrayList<>();
        try (ServiceChild service = ServiceChild.start(directory, Map.of(),
                "--semblance.index-uri=usearch://" + directory.resolve("data"), "--semblance.port=0").awaitReady();
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            service.post("/indexes", "{\"name\":\"t\"}");
            for (int from = 0; from < ASSETS; from += BATCH) {
                assertThat(service.post("/indexes/t/assets", assets(from, BATCH, random)).statusCode()).isEqualTo(201);
            }
            for (Work work : Work.values()) {
                AtomicLong answered = new AtomicLong();
                done.put(work, answered);
                for (int i = 0; i < CLIENTS / Work.values().length; i++) {
                    HttpRequest request = work.request(service, random);
                    working.add(clients.submit(() -> work(request, stop, answered)));
                }
            }
            try {
                service.await("all kinds of work under way", () -> allReached(done, CLIENTS));
                probe(service, "while " + CLIENTS + " clients search, read and write", reporter);
                done.values().forEach(answered -> answered.set(0));
                service.await("all kinds of work going on", () -> allReached(done, CLIENTS));
            } finally {
                stop.set(true);
            }
            for (Future<?> one : working) {
                one.get();
            }
        }
    }

    /** What goes on besides. */
    private enum Work {
        SEARCH, READ, WRITE;

        HttpRequest request(ServiceChild service, SplittableRandom random) {
            HttpRequest.Builder request = HttpRequest.newBuilder().header("Content-Type", "application/json");
            return switch (this) {
                case SEARCH -> request.uri(service.uri("/indexes/t/search?limit=100"))
                        .POST(HttpRequest.BodyPublishers.ofString("{\"units\":" + RandomAssets.units(random) + "}"))
                        .build();
                case READ -> request.uri(service.uri("/indexes/t/assets/" + id(7))).build();
                case WRITE -> request.uri(service.uri("/indexes/t/assets"))
                        .POST(HttpRequest.BodyPublishers.ofString(assets(0, 20, random))).build();
            };
        }
    }

    private static boolean allReached(Map<Work, AtomicLong> done, long answers) {
        return done.values().stream().allMatch(answered -> answered.get() > answers);
    }

    private static void probe(ServiceChild service, String meanwhile, TestReporter reporter)
            throws IOException, InterruptedException {
        List<Long> micros = new ArrayList<>();
        for (int i = 0; i < PROBES; i++) {
            long began = System.nanoTime();
            assertThat(service.get(i % 2 == 0 ? "/livez" : "/readyz").statusCode()).isEqualTo(200);
            micros.add((System.nanoTime() - began) / 1000);
        }
        Collections.sort(micros);
        reporter.publishEntry("probes " + meanwhile, "median " + micros.get(PROBES / 2) / 1000.0 + " ms, longest "
                + micros.getLast() / 1000.0 + " ms");
        assertThat(Duration.ofNanos(1000 * micros.getLast())).isLessThan(FIVE_TIMES_THE_MARK);
    }

    private static void work(HttpRequest request, AtomicBoolean stop, AtomicLong answered) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!stop.get()) {
                HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).describedAs(answer.body()).isIn(200, 201, 503);
                if (answer.statusCode() != 503) {
                    answered.incrementAndGet();
                }
            }
        } catch (IOException | InterruptedException cut) {
            assertThat(stop).isTrue();
        }
    }

    private static String id(long number) {
        return new IsccId(0, (number + 1) << 12).text();
    }

    private static String assets(int from, int count, SplittableRandom random) {
        List<String> assets = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            assets.add("{\"iscc_id\":\"" + id(i) + "\",\"units\":" + RandomAssets.units(random) + "}");
        }
        return assets.toString();
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
