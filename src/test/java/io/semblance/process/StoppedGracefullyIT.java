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

import io.semblance.proof.Artefacts;
import io.semblance.proof.Losses;
import io.semblance.proof.Rounds;
import io.semblance.proof.Seeds;
import io.semblance.proof.Tally;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * R8: SIGTERM under load at random instants, once or twice, or while the service starts. What was asked before it is
 * answered, what was acknowledged is there, who comes too late is told so or not let in, and the steps come in order. In
 * {@code verify} 20 stops, at night 1,000.
 */
class StoppedGracefullyIT {

    private static final int STOPS = 20;
    private static final int STOPS_AT_NIGHT = 1_000;
    private static final int WRITERS = 4;
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

    private enum Way {
        ONCE, ONCE_MORE, TWICE, WHILE_STARTING
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
        for (int i = 0; i < WRITERS; i++) {
            writers.add(new Writer(i, random.split(), true, directory));
        }
        try (ServiceProcess first = start(0).awaitReady()) {
            assertThat(first.post("/indexes", "{\"name\":\"t\"}").statusCode()).isEqualTo(201);
            first.terminate();
            assertThat(first.awaitExit()).isEqualTo(TERMINATED_BY_SIGTERM);
        }
        while (stops.next()) {
            int i = stops.number();
            Way way = Way.values()[i % Way.values().length];
            try (ServiceProcess service = start(i)) {
                if (way == Way.WHILE_STARTING) {
                    stopWhileStarting(service);
                } else {
                    stopUnderLoad(service.awaitReady(), way, i % 5 == 0);
                }
            } catch (AssertionError | RuntimeException wrong) {
                throw Artefacts.kept("StoppedGracefullyIT", seed, "stop " + i + ", " + way, directory, wrong);
            }
        }
        try (ServiceProcess service = start(stops.number() + 1).awaitReady()) {
            for (Writer writer : writers) {
                writer.verify(service, true);
            }
        }
        int acknowledged = writers.stream().mapToInt(Writer::acknowledged).sum();
        Tally.add("orderly-stops", stops.number());
        Tally.add("acknowledged-writes", acknowledged);
        Losses.none();
        LoggerFactory.getLogger(StoppedGracefullyIT.class).warn("{} stops, {} acknowledged requests, seed {}",
                stops.number(), acknowledged, seed);
    }

    /** The control: a request that is cut is noticed. */
    @Test
    void requestThatAKillCutsIsNoticed() throws IOException, InterruptedException {
        Writer writer = new Writer(0, random.split(), true, directory);
        try (ServiceProcess service = start(0).awaitReady();
                ExecutorService threads = Executors.newCachedThreadPool()) {
            service.post("/indexes", "{\"name\":\"t\"}");
            CompletableFuture<Void> running = CompletableFuture
                    .runAsync(() -> writing(writer, service, new AtomicBoolean()), threads);
            service.letRun(300);
            service.kill();
            assertThatThrownBy(running::join).hasMessageContaining("a request in flight was not answered");
        }
    }

    private ServiceProcess start(int number) throws IOException {
        return ServiceProcess.start("usearch://" + directory.resolve("data"),
                directory.resolve("service-" + number + ".log"), ServiceProcess.QUICK, BOUNDS);
    }

    private void stopUnderLoad(ServiceProcess service, Way way, boolean everything)
            throws InterruptedException, IOException {
        for (Writer writer : writers) {
            writer.verify(service, everything);
        }
        AtomicBoolean stop = new AtomicBoolean();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<CompletableFuture<Void>> running = new ArrayList<>();
            writers.forEach(writer -> running
                    .add(CompletableFuture.runAsync(() -> writing(writer, service, stop), threads)));
            service.letRun(random.nextInt(10, 700));
            // Whoever has begun by now has begun before SIGTERM, or in the time that the drain leaves for it.
            stop.set(true);
            service.terminate();
            LateCallers late = new LateCallers(service);
            running.add(CompletableFuture.runAsync(late, threads));
            if (way == Way.TWICE) {
                service.letRun(random.nextInt(600));
                service.terminate();
            }
            assertThat(service.awaitExit(GRACE_SECONDS, TimeUnit.SECONDS)).as("exit code, seed %d", seed)
                    .isEqualTo(TERMINATED_BY_SIGTERM);
            running.forEach(CompletableFuture::join);
            assertThat(late.faults()).as("seed %d", seed).isEmpty();
        }
        assertThat(service.log()).containsSubsequence("Stopping: readiness is gone, still serving for 400 ms",
                "Commencing graceful shutdown", "Graceful shutdown complete", "No request is left; saving the indexes",
                "Saved the indexes", "Closing the indexes", "Closed index t",
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
