package io.semblance.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.semblance.proof.Artefacts;
import io.semblance.proof.Losses;
import io.semblance.proof.Rounds;
import io.semblance.proof.Seeds;
import io.semblance.proof.Tally;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * R8: SIGTERM under load at random instants, once or twice, on a disk that is full, while the service starts, or when it
 * has many indexes to load and their graphs to build anew. What was asked before it is answered, what was acknowledged is there, who comes
 * too late is told so or not let in, of writers that go on no request is cut, and the steps come in order. In {@code verify}
 * 20 stops, at night 1,000.
 */
class StoppedGracefullyIT {

    private static final int STOPS = 20;
    private static final int STOPS_AT_NIGHT = 1_000;
    private static final int WRITERS = 4;
    private static final String INDEX = "{\"name\":\"t\"}";
    private static final int TERMINATED_BY_SIGTERM = 143;
    private static final String[] BOUNDS = {"--semblance.drain=400ms", "--semblance.finish-timeout=20s",
            "--semblance.save-timeout=20s", "--semblance.graph.from=300"};
    /** What an orchestrator would have to give: the bounds above, and a few seconds for the rest. */
    private static final long GRACE_SECONDS = 46;

    @TempDir
    Path directory;

    private final long seed = Seeds.of("stop.seed");
    private final SplittableRandom random = new SplittableRandom(seed);
    private final List<Writer> writers = new ArrayList<>();
    /** Those of the disk that is full. */
    private final List<Writer> crowded = new ArrayList<>();
    private LongStart longStart;
    private int cutLoads;

    private enum Way {
        ONCE, TWICE, WHILE_STARTING, WHILE_LOADING, ON_A_FULL_DISK, ONCE_MORE
    }

    @BeforeEach
    void begin() throws IOException {
        longStart = new LongStart(directory.resolve("long"), random.split());
        Files.createDirectories(directory.resolve("crowded"));
        for (int i = 0; i < WRITERS; i++) {
            writers.add(new Writer(i, random.split(), true, directory));
            crowded.add(new Writer(i, random.split(), true, directory.resolve("crowded")));
        }
    }

    @Test
    void noRequestInFlightFailsOnSigterm() throws IOException, InterruptedException {
        stop(Rounds.of(STOPS));
    }

    @Tag("night")
    @Test
    void noRequestInFlightFailsInAThousandStops() throws IOException, InterruptedException {
        stop(Rounds.atNight("orderly-stops", STOPS_AT_NIGHT));
    }

    private void stop(Rounds stops) throws IOException, InterruptedException {
        try (SmallDisk disk = new SmallDisk(directory.resolve("disk"))) {
            prepare(disk);
            while (stops.next()) {
                int i = stops.number();
                Way way = Way.values()[i % Way.values().length];
                try {
                    stop(i, way == Way.ON_A_FULL_DISK && !disk.isMounted() ? Way.ONCE : way, disk);
                } catch (AssertionError | RuntimeException wrong) {
                    disk.makeRoom();
                    throw Artefacts.kept("StoppedGracefullyIT", seed, "stop " + i + ", " + way, directory, wrong);
                }
            }
            compare(disk);
        }
        int acknowledged = Stream.concat(writers.stream(), crowded.stream()).mapToInt(Writer::acknowledged).sum();
        Tally.add("orderly-stops", stops.number());
        Tally.add("acknowledged-writes", acknowledged);
        Losses.none();
        LoggerFactory.getLogger(StoppedGracefullyIT.class).warn(
                "{} stops, {} of them before all was loaded, {} acknowledged requests, seed {}", stops.number(),
                cutLoads, acknowledged, seed);
    }

    private void prepare(SmallDisk disk) throws IOException, InterruptedException {
        served(data(), "first", service -> assertThat(service.post("/indexes", INDEX).statusCode()).isEqualTo(201));
        served(longStart.data(), "first-long", longStart::fill);
        longStart.copy();
        if (disk.isMounted()) {
            served(crowdedData(), "first-crowded",
                    service -> assertThat(service.post("/indexes", INDEX).statusCode()).isEqualTo(201));
        }
    }

    private interface Work {
        void with(ServiceProcess service) throws IOException, InterruptedException;
    }

    private void served(Path data, String log, Work work) throws IOException, InterruptedException {
        try (ServiceProcess service = start(data, log).awaitReady()) {
            work.with(service);
            service.terminate();
            assertThat(service.awaitExit()).isEqualTo(TERMINATED_BY_SIGTERM);
        }
    }

    private void stop(int number, Way way, SmallDisk disk) throws IOException, InterruptedException {
        String log = String.valueOf(number);
        switch (way) {
            case WHILE_STARTING -> {
                try (ServiceProcess service = start(data(), log)) {
                    stopWhileStarting(service);
                }
            }
            case WHILE_LOADING -> {
                longStart.forgetGraphs();
                try (ServiceProcess service = start(longStart.data(), log)) {
                    stopWhileLoading(service);
                }
            }
            case ON_A_FULL_DISK -> {
                disk.makeRoom();
                try (ServiceProcess service = start(crowdedData(), log).awaitReady()) {
                    stopOnAFullDisk(service, disk);
                }
            }
            case ONCE, TWICE, ONCE_MORE -> {
                try (ServiceProcess service = start(data(), log).awaitReady()) {
                    stopUnderLoad(service, way);
                }
            }
        }
    }

    /** All that was acknowledged is there in the end. */
    private void compare(SmallDisk disk) throws IOException, InterruptedException {
        served(data(), "last", service -> verify(writers, service, true));
        served(longStart.data(), "last-long", longStart::verify);
        if (disk.isMounted()) {
            disk.makeRoom();
            served(crowdedData(), "last-crowded", service -> verify(crowded, service, true));
        }
    }

    private static void verify(List<Writer> known, ServiceProcess service, boolean everything)
            throws IOException, InterruptedException {
        for (Writer writer : known) {
            writer.verify(service, everything);
        }
    }

    /** The control: a request that is cut is noticed, and so is one that was let in and went without an answer. */
    @Test
    void requestThatAKillCutsIsNoticed() throws IOException, InterruptedException {
        Writer writer = new Writer(0, random.split(), true, directory);
        try (ServiceProcess service = start(data(), "control").awaitReady();
                ExecutorService threads = Executors.newCachedThreadPool()) {
            service.post("/indexes", INDEX);
            Writer unanswered = writers.getLast();
            unanswered.write((path, json) -> {
                service.post(path, json);
                return new Writer.Answer(0, "");
            });
            assertThatThrownBy(() -> unanswered.verify(service, false)).hasMessageContaining(Losses.ALTERED);
            CompletableFuture<Void> running = CompletableFuture
                    .runAsync(() -> writing(writer, service, new AtomicBoolean()), threads);
            service.letRun(300);
            service.kill();
            assertThatThrownBy(running::join).hasMessageContaining("a request in flight was not answered");
        }
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Path crowdedData() {
        return directory.resolve("disk/data");
    }

    private ServiceProcess start(Path data, String log) throws IOException {
        return ServiceProcess.start("usearch://" + data, directory.resolve("service-" + log + ".log"),
                ServiceProcess.QUICK, BOUNDS);
    }

    /** Half of the writers have begun before SIGTERM, or in the time that the drain leaves for it; the others go on. */
    private void stopUnderLoad(ServiceProcess service, Way way) throws InterruptedException, IOException {
        verify(writers, service, way == Way.ONCE_MORE);
        AtomicBoolean stop = new AtomicBoolean();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<CompletableFuture<Void>> running = new ArrayList<>();
            writers.subList(0, WRITERS / 2).forEach(writer -> running
                    .add(CompletableFuture.runAsync(() -> writing(writer, service, stop), threads)));
            List<LastingWriter> lasting = goingOn(writers.subList(WRITERS / 2, WRITERS), service, running, threads);
            service.letRun(random.nextInt(10, 700));
            stop.set(true);
            service.terminate();
            if (way == Way.TWICE) {
                running.add(CompletableFuture.runAsync(() -> terminateAgain(service, random.nextInt(600)), threads));
            }
            awaitOrderlyEnd(service, lasting, running, threads);
        }
        assertThat(service.log()).containsSubsequence("Stopping: readiness is gone, still serving for 400 ms",
                "Commencing graceful shutdown", "Graceful shutdown complete", "No request is left; saving the indexes",
                "Saved the indexes", "Closing the indexes", "Closed index t",
                "Closed the indexes; the data directory is free");
        assertThat(service.log()).doesNotContain("\tat ");
    }

    private static List<LastingWriter> goingOn(List<Writer> writers, ServiceProcess service,
            List<CompletableFuture<Void>> running, ExecutorService threads) {
        List<LastingWriter> lasting = writers.stream().map(writer -> new LastingWriter(writer, service)).toList();
        lasting.forEach(writer -> running.add(CompletableFuture.runAsync(writer, threads)));
        return lasting;
    }

    private static void terminateAgain(ServiceProcess service, int millis) {
        try {
            service.letRun(millis);
            service.terminate();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitOrderlyEnd(ServiceProcess service, List<LastingWriter> lasting,
            List<CompletableFuture<Void>> running, ExecutorService threads) throws InterruptedException {
        LateCallers late = new LateCallers(service);
        running.add(CompletableFuture.runAsync(late, threads));
        assertThat(service.awaitExit(GRACE_SECONDS, TimeUnit.SECONDS)).as("exit code, seed %d", seed)
                .isEqualTo(TERMINATED_BY_SIGTERM);
        running.forEach(CompletableFuture::join);
        assertThat(late.faults()).as("seed %d", seed).isEmpty();
        assertThat(lasting).as("seed %d", seed).allSatisfy(writer -> assertThat(writer.faults()).isEmpty());
    }

    /** What is derived finds no room either, which is said and does no harm. */
    private void stopOnAFullDisk(ServiceProcess service, SmallDisk disk) throws InterruptedException, IOException {
        verify(crowded, service, false);
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<CompletableFuture<Void>> running = new ArrayList<>();
            List<LastingWriter> lasting = goingOn(crowded, service, running, threads);
            service.letRun(random.nextInt(10, 700));
            disk.fill();
            while (lasting.stream().anyMatch(writer -> writer.full() == 0)) {
                assertThat(running).as("as long as there is room for one").noneMatch(CompletableFuture::isDone);
                service.letRun(10);
            }
            service.terminate();
            awaitOrderlyEnd(service, lasting, running, threads);
        }
        assertThat(told(service)).containsSubsequence("Stopping: readiness is gone, still serving for 400 ms",
                "Commencing graceful shutdown", "Graceful shutdown complete", "No request is left; saving the indexes",
                "Closing the indexes", "Closed index t", "Closed the indexes; the data directory is free");
    }

    /** Each write that found no room leaves a trace in the log, through which a search for steps would take minutes. */
    private static String told(ServiceProcess service) throws IOException {
        return service.log().lines().filter(line -> line.contains(" INFO ")).collect(Collectors.joining("\n"));
    }

    private void stopWhileLoading(ServiceProcess service) throws InterruptedException, IOException {
        service.awaitLogged("Opened index ");
        if (random.nextBoolean()) {
            service.letRun(random.nextInt(1_500));
        }
        service.terminate();
        assertThat(service.awaitExit(GRACE_SECONDS, TimeUnit.SECONDS)).as("exit code, seed %d", seed)
                .isEqualTo(TERMINATED_BY_SIGTERM);
        cutLoads += service.log().contains("Ready:") ? 0 : 1;
        assertThat(service.log()).containsSubsequence("Closing the indexes",
                "Closed the indexes; the data directory is free");
        assertThat(service.log()).doesNotContain("\tat ");
    }

    private void stopWhileStarting(ServiceProcess service) throws InterruptedException, IOException {
        service.letRun(random.nextInt(100, 3_000));
        service.terminate();
        assertThat(service.awaitExit(GRACE_SECONDS, TimeUnit.SECONDS)).as("exit code, seed %d", seed)
                .isEqualTo(TERMINATED_BY_SIGTERM);
        if (service.log().contains("Ready:")) {
            assertThat(service.log()).contains("Closed the indexes; the data directory is free");
        }
        assertThat(Files.readString(directory.resolve("data/BACKEND"))).isEqualTo("usearch\n");
    }

    /** Every request that is sent must be answered: an exception fails the test. */
    private static void writing(Writer writer, ServiceProcess service, AtomicBoolean stop) {
        try {
            while (!stop.get()) {
                writer.write(service);
            }
        } catch (IOException | InterruptedException cut) {
            throw new AssertionError("a request in flight was not answered", cut);
        }
    }
}
