package io.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import io.semblance.fault.RememberingClient.Request;
import io.semblance.fault.RememberingClient.Said;
import io.semblance.proof.Seeds;
import io.semblance.proof.Tally;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Every sync of the disk takes 50 ms, half a second, five seconds. Writers are answered within the time that they give, reads
 * and probes do not wait for the disk at all, and a write that was told that it is not stored never is. A few seconds each
 * here; at night ten times as long.
 */
@Isolated
class SlowDiskIT {

    private static final Duration WRITERS_WAIT = Duration.ofSeconds(1);
    private static final int WRITERS = 6;
    private static final int FIVE_TIMES = 5;
    private static final Duration PROBE_MARK = Duration.ofMillis(50);

    @TempDir
    Path directory;

    @Test
    void writersGetTheirDeadlineAndReadersDoNotNotice() throws IOException, InterruptedException {
        slow(Duration.ofSeconds(4));
    }

    @Test
    @Tag("night")
    void aMinuteOfEachSlowness() throws IOException, InterruptedException {
        slow(Duration.ofMinutes(1));
    }

    private void slow(Duration time) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(Seeds.of("fault.seed"));
        try (FaultyService service = FaultyService.startWithIndex(directory)) {
            RememberingClient first = new RememberingClient(0, random.split(), directory);
            Request stored = first.write(service.process().url());
            String asset = "/indexes/t/assets/" + RememberingClient.text(stored.changes().keySet().iterator().next());
            service.faults().only("/disk/data");
            for (Duration delay : List.of(Duration.ofMillis(50), Duration.ofMillis(500), Duration.ofSeconds(5))) {
                service.faults().delay(Operation.SYNC, delay);
                List<RememberingClient> writers = writers(random);
                AtomicBoolean over = new AtomicBoolean();
                List<CompletableFuture<Void>> writing = start(service, writers, over);
                Times reads = new Times();
                Times probes = new Times();
                long end = System.nanoTime() + time.toNanos();
                while (System.nanoTime() < end) {
                    reads.take(() -> assertThat(service.process().get(asset).statusCode()).isEqualTo(200));
                    reads.take(() -> assertThat(service.process().post("/indexes/t/search",
                            "{\"iscc_id\":\"" + asset.substring(asset.lastIndexOf('/') + 1) + "\"}").statusCode())
                            .isEqualTo(200));
                    probes.take(() -> assertThat(service.process().get("/livez").statusCode()).isEqualTo(200));
                }
                over.set(true);
                writing.forEach(CompletableFuture::join);
                service.faults().heal();
                check(service, delay, writers, reads, probes);
            }
        }
    }

    private List<RememberingClient> writers(SplittableRandom random) {
        List<RememberingClient> writers = new ArrayList<>();
        for (int i = 1; i <= WRITERS; i++) {
            // Ids are never used twice, so that each of several requests in doubt can be judged by itself.
            writers.add(new RememberingClient(random.nextInt(1, 1 << 20), random.split(), directory).freshIds()
                    .with("Semblance-Deadline", WRITERS_WAIT.toMillis() + "ms"));
        }
        return writers;
    }

    private static List<CompletableFuture<Void>> start(FaultyService service, List<RememberingClient> writers,
            AtomicBoolean over) {
        return writers.stream().map(writer -> CompletableFuture.runAsync(() -> {
            try {
                while (!over.get()) {
                    writer.write(service.process().url());
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        })).toList();
    }

    private static void check(FaultyService service, Duration delay, List<RememberingClient> writers, Times reads,
            Times probes) throws IOException, InterruptedException {
        long late = 0;
        for (RememberingClient writer : writers) {
            for (Request request : writer.requests()) {
                assertThat(request.status()).as("%s", request).isIn(200, 201, 503);
                assertInTime(request);
                late += request.status() == 503 ? 1 : 0;
                if (request.status() == 503) {
                    assertThat(request.problem()).isEqualTo("timeout");
                }
            }
            // The last commit may be on its way; whatever waited behind it has been withdrawn.
            writer.awaitSettled(new HttpReader(service.process()));
        }
        if (delay.compareTo(WRITERS_WAIT) > 0) {
            assertThat(late).as("no write is done in time when a sync takes longer").isPositive();
            assertNotHeldUp(reads, delay);
        }
        assertThat(probes.atShare(0.9)).as("probes").isLessThan(PROBE_MARK.multipliedBy(FIVE_TIMES));
        String beside = "-in-a-hundred-beside-syncs-of-" + delay.toMillis() + "-ms";
        Tally.add("us-of-the-slowest-read" + beside, reads.atShare(0.99).toNanos() / 1_000);
        Tally.add("us-of-the-slowest-probe" + beside, probes.atShare(0.99).toNanos() / 1_000);
        Tally.add("writes-told-to-come-later", late);
    }

    private static void assertInTime(Request request) {
        assertThat(Duration.ofNanos(request.answered() - request.sent())).as("%s", request)
                .isLessThan(WRITERS_WAIT.multipliedBy(FIVE_TIMES));
    }

    private static void assertNotHeldUp(Times reads, Duration delay) {
        assertThat(reads.atShare(0.99)).as("reads do not wait for syncs").isLessThan(delay.dividedBy(2));
    }

    /** What the checks must not let pass, from what really waited for the disk. */
    private static void assertChecksSeeIt(FaultyService service, RememberingClient client, Request waited,
            Duration delay) {
        Times held = new Times();
        held.taken.add(Duration.ofNanos(waited.answered() - waited.sent()));
        assertThatThrownBy(() -> assertNotHeldUp(held, delay)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertInTime(new Request(waited.changes(), waited.sent(),
                waited.sent() + WRITERS_WAIT.multipliedBy(FIVE_TIMES).toNanos(), waited.status(), "", Said.STORED)))
                .isInstanceOf(AssertionError.class);
        client.requests().replaceAll(request -> new Request(request.changes(), request.sent(), request.answered(), 503,
                "timeout", Said.REFUSED));
        assertThatThrownBy(() -> client.verify(new HttpReader(service.process()), Long.MAX_VALUE))
                .as("a write that was called refused and is stored").isInstanceOf(AssertionError.class);
    }

    @Test
    void aWriteThatIsWithdrawnIsNeverApplied() throws IOException, InterruptedException {
        try (FaultyService service = FaultyService.startWithIndex(directory)) {
            service.faults().only("/disk/data");
            service.faults().delay(Operation.SYNC, Duration.ofSeconds(3));
            String url = service.process().url();
            RememberingClient patient = new RememberingClient(1, new SplittableRandom(1), directory).with(
                    "Semblance-Deadline",
                    "10m");
            RememberingClient hurried = new RememberingClient(2, new SplittableRandom(2), directory).with(
                    "Semblance-Deadline",
                    "400ms");
            long commits = service.faults().seen(Operation.SYNC);
            CompletableFuture<Request> slow = CompletableFuture.supplyAsync(() -> written(patient, url));
            while (service.faults().seen(Operation.SYNC) == commits) {
                Thread.onSpinWait();
            }
            Request withdrawn = hurried.write(url);
            assertThat(withdrawn.status()).isEqualTo(503);
            assertThat(withdrawn.said()).as("%s", withdrawn).isEqualTo(Said.REFUSED);
            Request waited = slow.join();
            assertThat(waited.said()).as("who has time gets it: %s", waited).isEqualTo(Said.STORED);
            assertThat(Duration.ofNanos(waited.answered() - waited.sent())).as("the control: syncs are slow")
                    .isGreaterThan(Duration.ofSeconds(3));
            service.faults().heal();
            assertThat(patient.write(url).said()).isEqualTo(Said.STORED);
            hurried.verify(new HttpReader(service.process()), Long.MAX_VALUE);
            patient.verify(new HttpReader(service.process()), Long.MAX_VALUE);
            assertChecksSeeIt(service, patient, waited, Duration.ofSeconds(3));
        }
    }

    private static Request written(RememberingClient client, String url) {
        try {
            return client.write(url);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void aDeadlineIsWrittenAsATimeAndSaysWhenToComeBack() throws IOException, InterruptedException {
        try (FaultyService service = FaultyService.startWithIndex(directory);
                HttpClient http = HttpClient.newHttpClient()) {
            for (String wrong : List.of("", "soon", "0ms", "-1s", "11m", "1.5s", "99999999s", "5")) {
                HttpResponse<String> answer = http.send(write(service, wrong), HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
                assertThat(answer.body()).contains("Semblance-Deadline", "/problems/bad-request");
            }
            service.faults().only("/disk/data");
            service.faults().delay(Operation.SYNC, Duration.ofSeconds(2));
            HttpResponse<String> late = http.send(write(service, "100ms"), HttpResponse.BodyHandlers.ofString());
            assertThat(late.statusCode()).isEqualTo(503);
            assertThat(late.headers().firstValue("Retry-After")).isPresent();
            assertThat(late.body()).contains("/problems/timeout", "Not done within 100 ms", "may be stored in the end");
            service.faults().heal();
            for (String right : List.of("60000ms", "30s", "10m")) {
                assertThat(http.send(write(service, right), HttpResponse.BodyHandlers.ofString()).statusCode())
                        .as(right).isEqualTo(201);
            }
        }
    }

    private static HttpRequest write(FaultyService service, String deadline) {
        String asset = "[{\"iscc_id\":\"" + RememberingClient.text(1L << 12) + "\",\"metadata\":{\"text\":\"" + deadline
                + "\"}}]";
        return HttpRequest.newBuilder(URI.create(service.process().url() + "/indexes/t/assets"))
                .header("Content-Type", "application/json").header("Semblance-Deadline", deadline)
                .POST(HttpRequest.BodyPublishers.ofString(asset)).build();
    }

    /** How long something took, over and over. */
    private static final class Times {

        private final List<Duration> taken = new ArrayList<>();

        interface Timed {
            void run() throws IOException, InterruptedException;
        }

        void take(Timed timed) throws IOException, InterruptedException {
            long began = System.nanoTime();
            timed.run();
            taken.add(Duration.ofNanos(System.nanoTime() - began));
        }

        Duration atShare(double share) {
            Collections.sort(taken);
            return taken.get((int) (share * (taken.size() - 1)));
        }
    }
}
