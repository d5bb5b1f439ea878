package io.semblance.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.semblance.proof.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
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

/**
 * A service that is killed while it makes snapshots leaves whole ones, the newest that was acknowledged among them, and
 * nothing else that could be taken for one.
 */
class KilledDuringSnapshotIT {

    private static final int KILLS = 4;
    private static final long LONGEST_MILLIS = 400;

    @TempDir
    Path directory;

    /** Ids of those that were called sound, oldest first. */
    private final List<String> acknowledged = new CopyOnWriteArrayList<>();

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
            cut += children(shelf).stream().anyMatch(name -> name.startsWith(".creating-")) ? 1 : 0;
            whole += wholeOnes(shelf, "seed " + seed);
        }
        try (ServiceProcess service = start(shelf)) {
            service.awaitReady();
            assertThat(make(service)).describedAs("seed %d: %s", seed, acknowledged).isTrue();
            wholeOnes(shelf, "seed " + seed);
            assertThat(children(shelf)).describedAs("seed %d", seed)
                    .noneMatch(name -> name.startsWith(".creating-") || name.startsWith(".deleted-"));
        }
        Tally.add("kills", KILLS);
        Tally.add("snapshots", whole + 1L);
        report.publishEntry("kills", KILLS + " kills, " + cut + " in the middle of a snapshot, " + whole
                + " whole snapshots looked at, seed " + seed);
    }

    /** Looks at all that is left: how many are whole, which all must be. */
    private int wholeOnes(Path shelf, String told) throws IOException {
        List<String> left = children(shelf).stream().filter(name -> !name.startsWith(".")).toList();
        if (!acknowledged.isEmpty()) {
            assertThat(left).describedAs("%s: the newest that was acknowledged", told).contains(acknowledged.getLast());
        }
        for (String name : left) {
            assertThat(SnapshotCheck.faults(shelf.resolve(name))).describedAs("%s, %s", told, name).isEmpty();
        }
        return left.size();
    }

    /** The control: one that was acknowledged and is half there, or away, is noticed. */
    @Test
    void tornOrLostSnapshotIsNoticed() throws Exception {
        Path shelf = directory.resolve("shelf");
        try (ServiceProcess service = start(shelf)) {
            service.awaitReady();
            assertThat(make(service)).isTrue();
        }
        assertThat(wholeOnes(shelf, "as it is")).isEqualTo(1);
        Path made = shelf.resolve(acknowledged.getLast());
        Path record = made.resolve("indexes/demo/data.mdb");
        byte[] bytes = Files.readAllBytes(record);
        Files.write(record, Arrays.copyOf(bytes, bytes.length - 512));
        assertThatThrownBy(() -> wholeOnes(shelf, "torn")).isInstanceOf(AssertionError.class)
                .hasMessageContaining("indexes/demo/data.mdb");
        Files.write(record, bytes);
        assertThat(wholeOnes(shelf, "whole again")).isEqualTo(1);
        Files.move(made, directory.resolve("away"));
        assertThatThrownBy(() -> wholeOnes(shelf, "lost")).isInstanceOf(AssertionError.class)
                .hasMessageContaining("the newest that was acknowledged");
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
    private void killWhileMaking(ServiceProcess service, long afterMillis) throws InterruptedException {
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            CompletableFuture<Void> making = CompletableFuture.runAsync(() -> makeUntilKilled(service), threads);
            service.letRun(afterMillis);
            service.kill();
            making.join();
        }
    }

    /** Makes one and remembers it, if it was acknowledged as sound. */
    private boolean make(ServiceProcess service) throws IOException, InterruptedException {
        JsonNode made = JsonMapper.shared().readTree(service.post("/snapshots", "{}").body());
        boolean sound = made.path("sound").asBoolean(false);
        if (sound) {
            acknowledged.add(made.path("id").asString());
        }
        return sound;
    }

    private void makeUntilKilled(ServiceProcess service) {
        try {
            while (service.isAlive()) {
                make(service);
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
