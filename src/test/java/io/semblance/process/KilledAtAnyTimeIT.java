package io.semblance.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import io.semblance.proof.Artefacts;
import io.semblance.proof.BesideOthers;
import io.semblance.proof.Losses;
import io.semblance.proof.Rounds;
import io.semblance.proof.Seeds;
import io.semblance.proof.Tally;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * R1: writes from several connections, SIGKILL at a random instant, start, compare; over and over on one data directory.
 * Beside the writes the service saves and rebuilds its graphs, makes snapshots, restores, or has hardly started. In
 * {@code verify} 25 kills, at night 1,000; {@code -Dkill.cycles=200} asks for more, {@code -Dkill.seed=7} for the same
 * again.
 */
@BesideOthers
class KilledAtAnyTimeIT {

    private static final int CYCLES = 25;
    private static final int CYCLES_AT_NIGHT = 1_000;
    private static final int WRITERS = 4;
    private static final int EVERYTHING_EVERY = 5;
    private static final int LONGEST_START_MILLIS = 3_000;

    @TempDir
    Path directory;

    @Test
    void acknowledgedWriteSurvivesKillNine() throws IOException, InterruptedException {
        killAndCompare("usearch", Rounds.of(Integer.getInteger("kill.cycles", CYCLES)));
    }

    /** The record is the same; what is derived from it is another. */
    @Test
    void acknowledgedWriteSurvivesKillNineWithoutSimilarity() throws IOException, InterruptedException {
        killAndCompare("lmdb", Rounds.of(Integer.getInteger("kill.cycles", CYCLES) / 5));
    }

    @Tag("night")
    @Test
    void acknowledgedWriteSurvivesAThousandKills() throws IOException, InterruptedException {
        killAndCompare("usearch", Rounds.atNight("kills", CYCLES_AT_NIGHT));
    }

    /** The control: what is lost, altered or there in part behind a client's back is noticed when it compares. */
    @Test
    void lostAlteredAndHalfWrittenAssetsAreNoticed() throws IOException, InterruptedException {
        Path work = Files.createDirectories(directory.resolve("control"));
        try (ServiceProcess service = start("usearch", work).awaitReady()) {
            service.post("/indexes", "{\"name\":\"t\"}");
            Writer writer = new Writer(0, new SplittableRandom(1), true, work);
            for (int i = 0; i < 5; i++) {
                writer.write(service);
            }
            writer.verify(service, true);
            String one = writer.anyAsset();
            String before = service.get("/indexes/t/assets/" + one + "?simprints=true").body();
            service.delete("/indexes/t/assets/" + one);
            assertThatThrownBy(() -> writer.verify(service, true)).hasMessageContaining(one);
            service.post("/indexes/t/assets", "[" + before.replace("\"owner\":0", "\"owner\":1") + "]");
            assertThatThrownBy(() -> writer.verify(service, true)).hasMessageContaining(one);
            service.post("/indexes/t/assets", "[" + before + "]");
            writer.verify(service, true);
            writer.doubt(service);
            assertThatThrownBy(() -> writer.verify(service, false)).hasMessageContaining("whole or not at all");
        }
    }

    /** The control of the copies: one that is gone, or holds something else, or a snapshot that is gone is noticed. */
    @Test
    void lostAndAlteredCopiesAreNoticed() throws IOException, InterruptedException {
        Path work = Files.createDirectories(directory.resolve("copies"));
        try (ServiceProcess service = start("lmdb", work).awaitReady()) {
            service.post("/indexes", "{\"name\":\"t\"}");
            Writer writer = new Writer(0, new SplittableRandom(1), false, work);
            writer.write(service);
            Copies copies = new Copies();
            copies.restoreAndRename(service);
            copies.verify(service);
            String one = "/indexes/copy/assets/" + writer.anyAsset();
            String before = service.get(one + "?simprints=true").body();
            assertThat(service.delete(one).statusCode()).isEqualTo(204);
            assertThatThrownBy(() -> copies.verify(service)).hasMessageContaining("what was restored as copy");
            service.post("/indexes/copy/assets", "[" + before + "]");
            copies.verify(service);
            service.post("/api/v1/indexes/copy/rename", "{\"name\":\"back\"}");
            assertThatThrownBy(() -> copies.verify(service)).hasMessageContaining("renamed to copy");
            service.delete("/indexes/back");
            assertThatThrownBy(() -> copies.verify(service)).hasMessageContaining("renamed to copy");
            service.delete("/snapshots/" + copies.make(service));
            assertThatThrownBy(() -> copies.verify(service)).hasMessageContaining("the newest snapshot");
        }
    }

    private void killAndCompare(String scheme, Rounds cycles) throws IOException, InterruptedException {
        long seed = Seeds.of("kill.seed");
        SplittableRandom random = new SplittableRandom(seed);
        Path work = Files.createDirectories(directory.resolve(scheme));
        List<Writer> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(new Writer(i, random.split(), scheme.equals("usearch"), work));
        }
        try (ServiceProcess first = start(scheme, work).awaitReady()) {
            assertThat(first.post("/indexes", "{\"name\":\"t\"}").statusCode()).isEqualTo(201);
            first.kill();
        }
        Copies copies = new Copies();
        int early = 0;
        while (cycles.next()) {
            try {
                early += random.nextInt(6) == 0 ? killWhileItStarts(scheme, work, random) : 0;
                oneCycle(start(scheme, work), writers, copies, random,
                        cycles.number() % EVERYTHING_EVERY == 0 || cycles.isLast());
                assertThat(setAside(work)).as("a kill damages nothing").isEmpty();
            } catch (AssertionError | IOException | RuntimeException lost) {
                throw Artefacts.kept("KilledAtAnyTimeIT-" + scheme, seed, "cycle " + cycles.number(), work, lost);
            }
        }
        int acknowledged = writers.stream().mapToInt(Writer::acknowledged).sum();
        assertThat(acknowledged).as("the test must have written something, seed %d", seed)
                .isGreaterThan(cycles.number());
        Tally.add("kills", cycles.number() + early);
        Tally.add("acknowledged-writes", acknowledged);
        Losses.none();
        LoggerFactory.getLogger(KilledAtAnyTimeIT.class).warn(
                "{}: {} kills under load, {} while starting, {} acknowledged requests, nothing lost (seed {})", scheme,
                cycles.number(), early, acknowledged, seed);
    }

    private static ServiceProcess start(String scheme, Path work) throws IOException {
        return ServiceProcess.start(scheme + "://" + work.resolve("data"), work.resolve("service.log"),
                ServiceProcess.QUICK, "--semblance.graph.from=300", "--semblance.graph.save-changes=200",
                "--semblance.snapshots.directory=" + work.resolve("shelf"), "--semblance.snapshots.keep-last=2",
                "--semblance.snapshots.keep-daily=0", "--semblance.snapshots.keep-weekly=0");
    }

    /** The next start finds what a start left that was cut anywhere between its first line and its last. */
    private static int killWhileItStarts(String scheme, Path work, SplittableRandom random)
            throws IOException, InterruptedException {
        try (ServiceProcess service = start(scheme, work)) {
            service.letRun(random.nextInt(LONGEST_START_MILLIS));
            service.kill();
        }
        return 1;
    }

    private static List<Path> setAside(Path work) throws IOException {
        Path quarantine = work.resolve("data").resolve("quarantine");
        if (!Files.exists(quarantine)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(quarantine)) {
            return entries.toList();
        }
    }

    private static void oneCycle(ServiceProcess started, List<Writer> writers, Copies copies, SplittableRandom random,
            boolean everything) throws IOException, InterruptedException {
        Beside beside = Beside.values()[random.nextInt(Beside.values().length)];
        try (ServiceProcess service = started.awaitReady(); ExecutorService threads = Executors.newCachedThreadPool()) {
            copies.verify(service);
            writers.stream().map(writer -> until(threads, () -> writer.verify(service, everything))).toList()
                    .forEach(CompletableFuture::join);
            List<CompletableFuture<Void>> running = new ArrayList<>();
            writers.forEach(
                    writer -> running.add(until(threads, () -> writer.writeUntilGone(service, () -> false))));
            running.add(until(threads, () -> beside.untilGone(service, copies)));
            service.letRun(random.nextInt(50, 1_000));
            service.kill();
            running.forEach(CompletableFuture::join);
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static CompletableFuture<Void> until(ExecutorService threads, Work work) {
        return CompletableFuture.runAsync(() -> {
            try {
                work.run();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }, threads);
    }

    /** What the service does while it writes, apart from what it does anyway: saving and rebuilding its graphs. */
    private enum Beside {
        NOTHING, SNAPSHOTS, RESTORES;

        void untilGone(ServiceProcess service, Copies copies) throws InterruptedException {
            try {
                while (this != NOTHING) {
                    if (this == SNAPSHOTS) {
                        copies.make(service);
                    } else {
                        copies.restoreAndRename(service);
                    }
                }
            } catch (IOException gone) {
                // The service was killed in the middle of it, which is what this is for.
            }
        }
    }
}
