package io.semblance.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.semblance.proof.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import io.semblance.proof.Tally;
import io.semblance.snapshot.SnapshotCheck;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service that is killed while it makes snapshots leaves whole ones, and nothing else that could be taken for one. */
class KilledDuringSnapshotIT {

    private static final int KILLS = 4;
    private static final long LONGEST_MILLIS = 400;

    @TempDir
    Path directory;

    @Test
    void killAtAnyInstantLeavesOnlyWholeSnapshotsAndTheNextOneIsSound(TestReporter report) throws Exception {
        long seed = Seeds.next();
        SplittableRandom random = new SplittableRandom(seed);
        Path shelf = directory.resolve("shelf");
        int whole = 0;
        int cut = 0;
        for (int i = 0; i < KILLS; i++) {
            try (ServiceProcess service = start(shelf)) {
                service.awaitReady();
                fill(service, random);
                killWhileMaking(service, random.nextLong(LONGEST_MILLIS));
            }
            List<String> left = children(shelf);
            cut += left.stream().anyMatch(name -> name.startsWith(".creating-")) ? 1 : 0;
            for (String name : left) {
                if (!name.startsWith(".")) {
                    assertThat(SnapshotCheck.faults(shelf.resolve(name))).describedAs("seed %d, %s", seed, name)
                            .isEmpty();
                    whole++;
                }
            }
        }
        try (ServiceProcess service = start(shelf)) {
            service.awaitReady();
            JsonNode made = JsonMapper.shared().readTree(service.post("/snapshots", "{}").body());
            assertThat(made.path("sound").asBoolean(false)).describedAs("seed %d: %s", seed, made).isTrue();
            assertThat(children(shelf)).describedAs("seed %d", seed)
                    .noneMatch(name -> name.startsWith(".creating-") || name.startsWith(".deleted-"));
        }
        Tally.add("kills", KILLS);
        Tally.add("snapshots", whole + 1L);
        report.publishEntry("kills", KILLS + " kills, " + cut + " in the middle of a snapshot, " + whole
                + " whole snapshots looked at, seed " + seed);
    }

    private ServiceProcess start(Path shelf) throws IOException {
        return ServiceProcess.start("usearch://" + directory.resolve("data"), directory.resolve("log.txt"),
                ServiceProcess.QUICK, "--semblance.snapshots.directory=" + shelf, "--semblance.demo=true",
                "--semblance.snapshots.keep-last=3", "--semblance.snapshots.keep-daily=0",
                "--semblance.snapshots.keep-weekly=0");
    }

    /** Some indexes, so that making a snapshot takes a moment. */
    private static void fill(ServiceProcess service, SplittableRandom random)
            throws IOException, InterruptedException {
        for (int i = 0; i < 5; i++) {
            service.post("/indexes", "{\"name\":\"i" + random.nextInt(1_000_000) + "\"}");
        }
    }

    /** Has one snapshot made after the other until the kill. */
    private static void killWhileMaking(ServiceProcess service, long afterMillis) throws InterruptedException {
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            CompletableFuture<Void> making = CompletableFuture.runAsync(() -> makeUntilKilled(service), threads);
            service.letRun(afterMillis);
            service.kill();
            making.join();
        }
    }

    private static void makeUntilKilled(ServiceProcess service) {
        try {
            while (service.post("/snapshots", "{}").statusCode() != 0) {
                Thread.onSpinWait();
            }
        } catch (IOException killed) {
            assertThat(killed).isNotNull();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> children(Path shelf) throws IOException {
        List<String> names = new ArrayList<>();
        if (Files.isDirectory(shelf)) {
            try (Stream<Path> children = Files.list(shelf)) {
                children.forEach(child -> names.add(String.valueOf(child.getFileName())));
            }
        }
        return names;
    }
}
