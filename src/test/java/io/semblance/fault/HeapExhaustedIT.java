package io.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.semblance.fault.RememberingClient.Request;
import io.semblance.fault.RememberingClient.Said;
import io.semblance.process.ServiceProcess;
import io.semblance.proof.Losses;
import io.semblance.proof.Rounds;
import io.semblance.proof.Seeds;
import io.semblance.proof.Tally;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * R10: more bodies at once than the heap holds. They are refused in words, and the process lives. At night the heap is so
 * small that it does not: the process ends, and the next one has every acknowledged write.
 */
class HeapExhaustedIT {

    private static final String QUICK = " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
    private static final int WRITERS = 30;
    private static final int WRITES = 2;
    /** More than the whole budget, which one such body has for itself, and less than the limit of a body. */
    private static final int HUGE = 60 << 20;
    /** Each of up to six assets of a batch: all batches together are several times the budget of the heap below. */
    private static final int PADDING = 300_000;
    private static final String HEAP = "-Xmx160m" + QUICK;
    private static final String TOO_SMALL = "-Xmx64m" + QUICK;
    private static final int EXHAUSTIONS = Integer.getInteger("heap.exhaustions", 20);
    private static final int SMALL = 6;
    private static final int MEGABYTES = 40;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** Of the flag ExitOnOutOfMemoryError. */
    private static final int OUT_OF_MEMORY = 3;

    @TempDir
    Path directory;

    private final long seed = Seeds.of("fault.seed");
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    void moreBodiesThanTheHeapHoldsAreRefusedAndTheProcessLives() throws IOException, InterruptedException {
        try (ServiceProcess service = start(HEAP)) {
            assertThat(service.post("/indexes", "{\"name\":\"t\"}").statusCode()).isEqualTo(201);
            List<RememberingClient> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(new RememberingClient(i, random.split(), directory).freshIds().with("Semblance-Deadline",
                        "1s"));
            }
            assertRefusedBesideAHugeBody(service);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                writers.forEach(writer -> threads.execute(() -> write(service, writer, WRITES, PADDING)));
            }
            assertThat(service.isAlive()).as("seed %d:%n%s", seed, service.log()).isTrue();
            assertThat(service.get("/livez").statusCode()).isEqualTo(200);
            List<Request> all = writers.stream().flatMap(writer -> writer.requests().stream()).toList();
            assertThat(all).as("seed %d", seed).hasSizeGreaterThanOrEqualTo(WRITERS * WRITES).allMatch(
                    request -> request.said() == Said.STORED
                            || List.of("overloaded", "timeout").contains(request.problem()));
            RememberingClient later = new RememberingClient(WRITERS, random.split(), directory);
            assertThat(later.write(service.url(), PADDING).said()).isEqualTo(Said.STORED);
            for (RememberingClient writer : writers) {
                writer.awaitSettled(new HttpReader(service));
            }
            assertLossIsSeen(service, later);
            Tally.add("bodies-refused-for-the-heap", all.stream().filter(HeapExhaustedIT::isOverloaded).count());
            Tally.add("acknowledged-writes", writers.stream().mapToLong(RememberingClient::acknowledged).sum());
        }
    }

    /** What the oracle must not let pass: a batch is said to be stored and is not there. */
    private static void assertLossIsSeen(ServiceProcess service, RememberingClient writer)
            throws IOException, InterruptedException {
        writer.verify(new HttpReader(service), Long.MAX_VALUE);
        Request stored = writer.requests().getLast();
        for (Long id : stored.changes().keySet()) {
            assertThat(service.delete("/indexes/t/assets/" + RememberingClient.text(id)).statusCode()).isIn(200, 204);
        }
        assertThatThrownBy(() -> writer.verify(new HttpReader(service), Long.MAX_VALUE))
                .isInstanceOf(AssertionError.class).hasMessageContaining("as it was acknowledged");
    }

    /** A body of which no more than its length is there yet counts as a whole, for other large ones. */
    private void assertRefusedBesideAHugeBody(ServiceProcess service) throws IOException, InterruptedException {
        RememberingClient writer = new RememberingClient(WRITERS + 1, random.split(), directory).freshIds()
                .with("Semblance-Deadline", "1s");
        RememberingClient patient = new RememberingClient(WRITERS + 2, random.split(), directory).freshIds();
        try (Socket huge = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            huge.getOutputStream().write(("POST /indexes/t/assets HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Type: application/json\r\nContent-Length: " + HUGE + "\r\n\r\n[")
                    .getBytes(StandardCharsets.US_ASCII));
            Request told = writer.write(service.url(), PADDING);
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!isOverloaded(told) && System.nanoTime() - end < 0) {
                told = writer.write(service.url(), PADDING);
            }
            assertThat(told).as("beside a huge body").matches(HeapExhaustedIT::isOverloaded);
            assertThat(patient.write(service.url()).said()).as("a small body beside it").isEqualTo(Said.STORED);
        }
    }

    private static boolean isOverloaded(Request request) {
        return request.status() == 503 && request.problem().equals("overloaded");
    }

    @Tag("night")
    @Test
    void everyAcknowledgedWriteSurvivesTheEndOfTheHeap() throws IOException, InterruptedException {
        List<RememberingClient> writers = new ArrayList<>();
        for (int i = 0; i < SMALL; i++) {
            writers.add(new RememberingClient(i, random.split(), directory));
        }
        try (ServiceProcess first = start(ServiceProcess.QUICK)) {
            assertThat(first.post("/indexes", "{\"name\":\"t\"}").statusCode()).isEqualTo(201);
            first.kill();
        }
        Rounds exhaustions = Rounds.atNight("heaps-exhausted", EXHAUSTIONS);
        while (exhaustions.next()) {
            exhaust(writers);
            try (ServiceProcess next = start(ServiceProcess.QUICK)) {
                for (RememberingClient writer : writers) {
                    writer.settle(new HttpReader(next));
                }
                next.kill();
            }
        }
        Tally.add("heaps-exhausted", exhaustions.number());
        Losses.none();
    }

    /** Small writes beside a body that becomes more than the heap holds, until the process is gone. */
    private void exhaust(List<RememberingClient> writers) throws IOException, InterruptedException {
        try (ServiceProcess service = start(TOO_SMALL)) {
            writers.forEach(writer -> write(service, writer, 10, 0));
            List<CompletableFuture<Void>> writing = writers.stream().map(writer -> CompletableFuture.runAsync(
                    () -> write(service, writer, Integer.MAX_VALUE, 0))).toList();
            try {
                service.post("/indexes/t/assets", greedy());
            } catch (IOException gone) {
                // As is to be expected.
            }
            assertThat(service.awaitExit()).as("seed %d:%n%s", seed, service.log()).isEqualTo(OUT_OF_MEMORY);
            writing.forEach(CompletableFuture::join);
            assertThat(service.log()).contains("java.lang.OutOfMemoryError");
            long acknowledged = writers.stream().mapToLong(RememberingClient::acknowledged).sum();
            assertThat(acknowledged).isPositive();
            Tally.add("acknowledged-writes", acknowledged);
        }
    }

    private static String greedy() {
        List<String> assets = new ArrayList<>();
        for (long id = 1; id <= MEGABYTES; id++) {
            assets.add("{\"iscc_id\":\"" + RememberingClient.text((1L << 50) + (id << 12))
                    + "\",\"iscc_code\":\"ISCC:KACQCI2FM6E2XTPP6DQ5FQ5UUWLIOAAREIZUIVLGO6Q2FI5EUWTKPKA\","
                    + "\"metadata\":{\"text\":\"" + "x".repeat(1_000_000) + "\"}}");
        }
        return "[" + String.join(",", assets) + "]";
    }

    /** So many requests, or until one is not answered. */
    private static void write(ServiceProcess service, RememberingClient writer, int requests, int padding) {
        try {
            for (int i = 0; i < requests && service.isAlive(); i++) {
                if (writer.write(service.url(), padding).status() == 0) {
                    return;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private ServiceProcess start(String java) throws IOException, InterruptedException {
        return ServiceProcess.start("usearch://" + directory.resolve("data"), directory.resolve("log"), java)
                .awaitReady();
    }
}
