package io.semblance.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.semblance.proof.BesideOthers;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** {@code stop}: SIGTERM reaches the JVM, which answers what was asked before it closes. */
@BesideOthers
class ContainerStopIT {

    /** More than an import commits at once, by more than what a client keeps back for its next write. */
    private static final int SENT_BEFORE = 1000;

    /** The request is in flight for as long as the test keeps its body open, so nothing here depends on speed. */
    @Test
    void aRequestInFlightIsFinishedAndWhatItWroteIsThereAfterwards() throws Exception {
        try (ServiceContainer service = ServiceContainer
                .start(SemblanceImage.require(), List.of("--env", "SEMBLANCE_FINISH_TIMEOUT=3m")).awaitReady()) {
            assertThat(service.post("/indexes", "{\"name\":\"t\"}").statusCode()).isEqualTo(201);
            PipedOutputStream body = new PipedOutputStream();
            CompletableFuture<HttpResponse<String>> answer = service.client().sendAsync(slowImport(service, body),
                    HttpResponse.BodyHandlers.ofString());
            for (int number = 0; number < SENT_BEFORE; number++) {
                send(body, number);
            }
            Awaitility.await("the first group").atMost(Duration.ofMinutes(2)).until(() -> isStored(service, 0));
            CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(() -> stop(service));
            Awaitility.await("the drain").atMost(Duration.ofMinutes(1))
                    .until(() -> service.log().contains("Stopping: readiness is gone"));
            send(body, SENT_BEFORE);
            body.close();
            assertThat(answer.join().statusCode()).isEqualTo(200);
            assertThat(answer.join().body()).contains("\"complete\":true", "\"created\":" + (SENT_BEFORE + 1));
            assertThat(exit.join()).as("SIGTERM").isEqualTo(128 + 15);
            assertThat(service.log()).contains("Saved the indexes", "Closed the indexes; the data directory is free");
            service.startAgain();
            service.awaitReady();
            assertThat(isStored(service, 0)).isTrue();
            assertThat(isStored(service, SENT_BEFORE)).isTrue();
        }
    }

    private static boolean isStored(ServiceContainer service, int number) throws IOException, InterruptedException {
        return service.get("/indexes/t/assets/" + Assets.id(number)).statusCode() == 200;
    }

    private static HttpRequest slowImport(ServiceContainer service, PipedOutputStream body) throws IOException {
        PipedInputStream sent = new PipedInputStream(body);
        return service.request("/indexes/t/import").setHeader("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> sent)).build();
    }

    private static void send(PipedOutputStream body, int number) throws IOException {
        body.write((Assets.json(number) + "\n").getBytes(StandardCharsets.UTF_8));
        body.flush();
    }

    private static int stop(ServiceContainer service) {
        try {
            return service.stop(240);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
