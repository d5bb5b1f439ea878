package io.semblance.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes from several connections, SIGKILL at a random instant, start, compare; over and over on one data directory.
 * {@code -Dkill.cycles=200} asks for more, {@code -Dkill.seed=7} for the same again.
 */
class KilledAtAnyTimeIT {

    private static final int WRITERS = 4;
    private static final int EVERYTHING_EVERY = 5;

    @TempDir
    Path directory;

    @Test
    void acknowledgedWriteSurvivesKillNine() throws IOException, InterruptedException {
        killAndCompare("usearch", Integer.getInteger("kill.cycles", 20));
    }

    /** The record is the same; what is derived from it is another. */
    @Test
    void acknowledgedWriteSurvivesKillNineWithoutSimilarity() throws IOException, InterruptedException {
        killAndCompare("lmdb", Integer.getInteger("kill.cycles", 20) / 5);
    }

    private void killAndCompare(String scheme, int cycles) throws IOException, InterruptedException {
        long seed = Long.getLong("kill.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        Path log = directory.resolve("service.log");
        String uri = scheme + "://" + directory.resolve("data");
        List<Writer> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(new Writer(i, random.split(), scheme.equals("usearch")));
        }
        try (ServiceProcess first = ServiceProcess.start(uri, log, ServiceProcess.QUICK).awaitReady()) {
            assertThat(first.post("/indexes", "{\"name\":\"t\"}").statusCode()).isEqualTo(201);
            first.kill();
        }
        for (int cycle = 1; cycle <= cycles; cycle++) {
            try (ServiceProcess service = ServiceProcess.start(uri, log, ServiceProcess.QUICK).awaitReady()) {
                for (Writer writer : writers) {
                    writer.verify(service, cycle % EVERYTHING_EVERY == 0 || cycle == cycles);
                }
                List<CompletableFuture<Void>> running = writers.stream().map(writer -> writing(writer, service))
                        .toList();
                service.letRun(random.nextInt(50, 1_000));
                service.kill();
                running.forEach(CompletableFuture::join);
            } catch (AssertionError | RuntimeException lost) {
                throw new AssertionError("seed " + seed + ", cycle " + cycle, lost);
            }
        }
        int acknowledged = writers.stream().mapToInt(Writer::acknowledged).sum();
        assertThat(acknowledged).as("the test must have written something, seed %d", seed).isGreaterThan(cycles);
        org.slf4j.LoggerFactory.getLogger(KilledAtAnyTimeIT.class)
                .warn("{} kills, {} acknowledged requests, nothing lost (seed {})", cycles, acknowledged, seed);
    }

    private static CompletableFuture<Void> writing(Writer writer, ServiceProcess service) {
        return CompletableFuture.runAsync(() -> {
            try {
                writer.writeUntilGone(service, () -> false);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
