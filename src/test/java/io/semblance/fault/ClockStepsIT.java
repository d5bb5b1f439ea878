package io.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.semblance.fault.RememberingClient.Said;
import io.semblance.graph.TestedGraph;
import io.semblance.process.ServiceProcess;
import io.semblance.proof.Losses;
import io.semblance.proof.Seeds;
import io.semblance.proof.Tally;

import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * R20: the wall clock is set while the service serves, by an hour or by a second, back and forward. Writes and searches go
 * on, graphs are saved as often as before, commits are numbered on, a deadline is the time it was, and the log goes on. At
 * night twenty steps, with snapshots by a schedule. A running JVM does not look at the time zone again, so that one changes
 * with a restart.
 *
 * <p>
 * Tomcat tells by the wall clock how long a connection has been idle, and closes what has been for a minute. A step forward
 * by an hour makes every connection look so that waits for its next request in that moment, and what is sent on it then is
 * not answered. So each client may lose one request with each such step, and has to connect anew.
 */
class ClockStepsIT {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration SAVE = Duration.ofSeconds(1);
    /** META and DATA have a graph each. */
    private static final int GRAPHS = 2;
    private static final int WRITERS = 2;
    /** Of each client between two requests: what is tried is the clock, and not how fast an index grows. */
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int MORE = 5;
    private static final int STEPS_AT_NIGHT = Integer.getInteger("clock.steps", 20);
    /** An id that no writer has, another one each time: what is there already needs no sync. */
    private long late = 1L << 50;
    private static final String SAVED = "Saved NphdIndex";
    private static final String MADE = "Made snapshot";
    private static final String[] GRAPH = {"--semblance.graph.from=300",
            "--semblance.graph.save-interval=" + SAVE.toSeconds() + "s"};

    @TempDir
    Path directory;

    private final long seed = Seeds.of("fault.seed");
    private final SplittableRandom random = new SplittableRandom(seed);
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<RememberingClient> writers = new ArrayList<>();
    private final AtomicLong searches = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();

    @Test
    void aClockThatIsSetDisturbsNothing() throws IOException, InterruptedException {
        steps(List.of(HOUR.negated(), HOUR), false, GRAPH);
    }

    @Tag("night")
    @Test
    void twentyStepsDisturbNothingAndTheScheduleGoesOn() throws IOException, InterruptedException {
        List<Duration> steps = List.of(HOUR, HOUR.negated(), Duration.ofSeconds(1), Duration.ofSeconds(-1));
        List<Duration> ahead = new ArrayList<>(List.of(HOUR.negated()));
        while (ahead.size() < STEPS_AT_NIGHT) {
            ahead.add(ahead.getLast().plus(steps.get(random.nextInt(steps.size()))));
        }
        steps(ahead, true, GRAPH[0], GRAPH[1], "--semblance.snapshots.interval=1m");
    }

    private void steps(List<Duration> ahead, boolean scheduled, String... arguments)
            throws IOException, InterruptedException {
        TestedGraph.require();
        try (FaultyService service = FaultyService.startWithIndex(directory, arguments)) {
            AtomicBoolean over = new AtomicBoolean();
            List<CompletableFuture<Void>> working = work(service, over);
            try {
                awaitLogged(service.process(), SAVED, 0);
                for (Duration one : ahead) {
                    step(service, one, scheduled, working);
                }
            } catch (AssertionError | ConditionTimeoutException | CompletionException failed) {
                throw new AssertionError("seed " + seed + ", clock steps " + ahead, failed);
            } finally {
                over.set(true);
            }
            working.forEach(CompletableFuture::join);
            int forward = forward(ahead);
            assertThat(unanswered.get()).as("searches without an answer").isLessThanOrEqualTo(forward);
            for (RememberingClient writer : writers) {
                assertThat(writer.requests().stream().filter(request -> request.said() != Said.STORED))
                        .as("seed %d: writes without an answer", seed).hasSizeLessThanOrEqualTo(forward)
                        .allMatch(request -> request.status() == 0);
                writer.awaitSettled(new HttpReader(service.process()));
                Tally.add("acknowledged-writes", writer.acknowledged());
            }
        }
        Tally.add("clock-steps", ahead.size());
        Losses.none();
    }

    private List<CompletableFuture<Void>> work(FaultyService service, AtomicBoolean over) {
        List<CompletableFuture<Void>> working = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            RememberingClient writer = new RememberingClient(i, random.split(), directory).freshIds();
            writers.add(writer);
            working.add(CompletableFuture.runAsync(() -> until(over, () -> writer.write(service.process().url()))));
        }
        byte[] query = RawConnection.post("/indexes/t/search",
                "{\"iscc_id\":\"" + RememberingClient.text(1 << 12) + "\"}");
        working.add(CompletableFuture.runAsync(() -> until(over, () -> search(service.process().url(), query, over))));
        return working;
    }

    private interface Request {
        void send() throws IOException, InterruptedException;
    }

    private static void until(AtomicBoolean over, Request request) {
        try {
            while (!over.get()) {
                request.send();
                Thread.sleep(PAUSE);
            }
        } catch (IOException gone) {
            throw new AssertionError("no connection", gone);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Over one connection, for as long as it lasts. */
    private void search(String url, byte[] query, AtomicBoolean over) throws IOException, InterruptedException {
        try (RawConnection connection = new RawConnection(url)) {
            try {
                while (!over.get()) {
                    assertThat(connection.ask(query)).isIn(200, 404);
                    searches.incrementAndGet();
                    Thread.sleep(PAUSE);
                }
            } catch (IOException closed) {
                unanswered.incrementAndGet();
            }
        }
    }

    /** Steps after which Tomcat takes connections for idle ones. */
    private static int forward(List<Duration> ahead) {
        int forward = 0;
        Duration before = Duration.ZERO;
        for (Duration one : ahead) {
            forward += one.minus(before).compareTo(IDLE) > 0 ? 1 : 0;
            before = one;
        }
        return forward;
    }

    private void step(FaultyService service, Duration ahead, boolean scheduled, List<CompletableFuture<Void>> working)
            throws IOException, InterruptedException {
        long sequence = sequence(service.process());
        long began = System.nanoTime();
        int logged = service.process().log().length();
        service.faults().setClockAhead(ahead);
        awaitMore(working);
        // What is said from here on was not said in the moment of the step.
        awaitLogged(service.process(), SAVED, service.process().log().length());
        if (scheduled) {
            awaitLogged(service.process(), MADE, logged);
        }
        String said = service.process().log().substring(logged);
        long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
        assertThat(said.split(SAVED, -1).length - 1L).as("saves of graphs in %d s", seconds)
                .isLessThanOrEqualTo(GRAPHS * (seconds / SAVE.toSeconds() + 2));
        if (scheduled) {
            assertThat(said.split(MADE, -1).length - 1L).as("snapshots in %d s", seconds)
                    .isLessThanOrEqualTo(seconds / 60 + 1);
        }
        String last = said.lines().filter(line -> line.contains(SAVED)).toList().getLast();
        assertNow(OffsetDateTime.parse(last.substring(0, last.indexOf(' '))).toInstant(), ahead);
        HttpResponse<String> alive = service.process().get("/livez");
        assertNow(ZonedDateTime.parse(alive.headers().firstValue("Date").orElseThrow(),
                DateTimeFormatter.RFC_1123_DATE_TIME).toInstant(), ahead);
        assertDeadlineKept(service);
        assertThat(sequence(service.process())).isGreaterThan(sequence);
    }

    /** The control: the service has seen the step. */
    private static void assertNow(Instant told, Duration ahead) {
        assertThat(Duration.between(Instant.now().plus(ahead), told).abs()).isLessThan(Duration.ofMinutes(5));
    }

    private void awaitMore(List<CompletableFuture<Void>> working) {
        long searched = searches.get() + MORE;
        List<Long> stored = writers.stream().map(writer -> writer.counted(Said.STORED) + MORE).toList();
        await("writes and searches go on").atMost(PATIENCE).until(() -> {
            working.stream().filter(CompletableFuture::isDone).forEach(CompletableFuture::join);
            boolean more = searches.get() >= searched;
            for (int i = 0; i < writers.size(); i++) {
                more &= writers.get(i).counted(Said.STORED) >= stored.get(i);
            }
            return more;
        });
    }

    private static void awaitLogged(ServiceProcess service, String text, int from) {
        await(text).atMost(PATIENCE).until(() -> service.log().indexOf(text, from) >= 0);
    }

    /** A writer that waits for 300 ms, on a disk whose syncs take a second. */
    private void assertDeadlineKept(FaultyService service) throws IOException, InterruptedException {
        service.faults().only("/disk/data").delay(Operation.SYNC, Duration.ofSeconds(1));
        HttpResponse<String> told = http.send(HttpRequest
                .newBuilder(URI.create(service.process().url() + "/indexes/t/assets"))
                .header("Content-Type", "application/json").header("Semblance-Deadline", "300ms")
                .POST(HttpRequest.BodyPublishers.ofString("[{\"iscc_id\":\"" + RememberingClient.text(late += 1L << 12)
                        + "\",\"iscc_code\":\"ISCC:KACQCI2FM6E2XTPP6DQ5FQ5UUWLIOAAREIZUIVLGO6Q2FI5EUWTKPKA\"}]"))
                .build(), HttpResponse.BodyHandlers.ofString());
        service.faults().heal();
        assertThat(told.statusCode()).as(told.body()).isEqualTo(503);
        assertThat(told.body()).contains("/problems/timeout");
        assertThat(told.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 60L);
    }

    /** Of the last commit of a snapshot that is made now, unless another one is being made. */
    private static long sequence(ServiceProcess service) throws IOException, InterruptedException {
        HttpResponse<String> made = service.post("/snapshots", "{}");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (made.statusCode() == 503 && System.nanoTime() - end < 0) {
            Thread.sleep(PAUSE.multipliedBy(10));
            made = service.post("/snapshots", "{}");
        }
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return JsonMapper.shared().readTree(made.body()).at("/indexes/0/sequence").asLong();
    }

    @Test
    void anotherTimeZoneChangesNothingThatIsStored() throws IOException, InterruptedException {
        // Each of its writes makes a commit: a deletion of what is not there would make none.
        RememberingClient writer = new RememberingClient(1, random.split(), directory).freshIds();
        long sequence;
        JsonNode snapshots;
        try (ServiceProcess here = startIn("America/New_York")) {
            assertThat(here.post("/indexes", "{\"name\":\"t\"}").statusCode()).isEqualTo(201);
            for (int i = 0; i < 20; i++) {
                assertThat(writer.write(here.url()).said()).isEqualTo(Said.STORED);
            }
            sequence = sequence(here);
            snapshots = JsonMapper.shared().readTree(here.get("/snapshots").body());
            here.kill();
        }
        try (ServiceProcess there = startIn("Pacific/Kiritimati")) {
            writer.settle(new HttpReader(there));
            assertThat(JsonMapper.shared().readTree(there.get("/snapshots").body())).isEqualTo(snapshots);
            assertThat(writer.write(there.url()).said()).isEqualTo(Said.STORED);
            writer.verify(new HttpReader(there), Long.MAX_VALUE);
            assertThat(sequence(there)).isEqualTo(sequence + 1);
            assertThat(there.log()).contains("+14:00 INFO");
        }
    }

    private ServiceProcess startIn(String zone) throws IOException, InterruptedException {
        return ServiceProcess.start(ServiceProcess.freePort(), Map.of("TZ", zone),
                "usearch://" + directory.resolve("data"), directory.resolve("log"), ServiceProcess.QUICK,
                "--semblance.snapshots.directory=" + directory.resolve("snapshots")).awaitReady();
    }
}
