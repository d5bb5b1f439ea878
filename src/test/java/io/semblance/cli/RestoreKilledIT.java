package io.semblance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.IndexRecords;
import io.semblance.asset.RandomAssets;
import io.semblance.asset.Scoring;
import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;
import io.semblance.asset.backend.audit.WitnessRules;
import io.semblance.proof.Artefacts;
import io.semblance.proof.Seeds;
import io.semblance.proof.Tally;
import io.semblance.record.ChildJvm;
import io.semblance.record.DataDirectoryException;
import io.semblance.record.DurableTrees;
import io.semblance.snapshot.Restoration;
import io.semblance.snapshot.Retention;
import io.semblance.snapshot.SnapshotPlan;
import io.semblance.snapshot.Snapshots;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** A restore that is killed leaves a directory that holds everything, or one that nothing opens. */
class RestoreKilledIT {

    private static final int KILLS = 4;
    private static final List<String> NAMES = List.of("a", "b", "c");

    @TempDir
    Path directory;

    private final Map<String, List<Asset>> expected = new TreeMap<>();
    private final List<Asset> copied = new ArrayList<>();

    /** Restores one directory after the other, with the changes after the snapshot, and says when each begins and ends. */
    static final class Restorer {

        private Restorer() {
        }

        public static void main(String[] arguments) throws IOException {
            Path directory = Path.of(arguments[0]);
            for (int i = 0;; i++) {
                Path into = directory.resolve("into" + i);
                if (!Files.exists(into)) {
                    ChildJvm.say("begun " + i);
                    int code = CommandsRun.execute("restore", snapshot(directory).toString(), "--into", into.toString(),
                            "--until", "latest");
                    ChildJvm.say((code == 0 ? "done " : "failed ") + i);
                }
            }
        }
    }

    /** Ends between the last index and the first change. */
    static final class RestorerThatEnds {

        private RestorerThatEnds() {
        }

        public static void main(String[] arguments) {
            Path directory = Path.of(arguments[0]);
            Restoration.of(snapshot(directory)).into(directory.resolve("half"), null, null,
                    () -> Runtime.getRuntime().halt(9));
        }
    }

    /** Restores one index after the other into a data directory that it serves. */
    static final class RestorerBeside {

        private RestorerBeside() {
        }

        public static void main(String[] arguments) {
            Path directory = Path.of(arguments[0]);
            AssetIndexes indexes = open(directory.resolve("data"));
            Snapshots snapshots = snapshots(directory, indexes);
            String id = String.valueOf(snapshot(directory).getFileName());
            for (int i = indexes.names().size();; i++) {
                ChildJvm.say("begun " + i);
                snapshots.restore(id, "a", "r" + i);
                ChildJvm.say("done " + i);
            }
        }
    }

    private static Path snapshot(Path directory) {
        try (var children = Files.list(directory.resolve("shelf"))) {
            return children.filter(child -> Files.exists(child.resolve("manifest.json"))).findFirst().orElseThrow();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static AssetIndexes open(Path data) {
        AssetIndexes indexes = Backends.open(new IndexUri(IndexUri.Scheme.USEARCH, data), BackendSettings.defaults());
        indexes.load((done, total) -> {
        });
        return indexes;
    }

    @BeforeEach
    void snapshotWithChangesBesideIt() {
        RandomAssets assets = new RandomAssets(new SplittableRandom(1), 80);
        try (AssetIndexes indexes = open(directory.resolve("data"))) {
            try (Snapshots snapshots = snapshots(directory, indexes)) {
                NAMES.forEach(name -> put(indexes.create(name), assets, 5));
                assertThat(snapshots.create(null).isSound()).isTrue();
                copied.addAll(assets(indexes).get("a"));
                NAMES.forEach(name -> put(Objects.requireNonNull(indexes.find(name)), assets, 20));
            }
            expected.putAll(assets(indexes));
        }
    }

    private static Snapshots snapshots(Path directory, AssetIndexes indexes) {
        return new Snapshots(indexes, (IndexRecords) indexes,
                new SnapshotPlan(directory.resolve("shelf"), directory.resolve("data"), new Retention(9, 0, 0),
                        new WitnessRules(new Scoring(0.75, 4), 0.75), "test", true),
                InstantSource.system());
    }

    private static void put(AssetIndex index, RandomAssets assets, int commits) {
        for (int i = 0; i < commits; i++) {
            index.put(List.of(assets.asset(), assets.asset(), assets.asset()));
        }
    }

    private static Map<String, List<Asset>> assets(AssetIndexes indexes) {
        Map<String, List<Asset>> all = new TreeMap<>();
        indexes.names().forEach(name -> all.put(name,
                Objects.requireNonNull(indexes.find(name)).page(null, 1_000, true)));
        return all;
    }

    private static Map<String, List<Asset>> served(Path data) {
        try (AssetIndexes indexes = open(data)) {
            return assets(indexes);
        }
    }

    @Test
    void killAtAnyInstantLeavesAWholeDirectoryOrOneThatNothingOpens(TestReporter report) throws Exception {
        long seed = Seeds.next();
        SplittableRandom random = new SplittableRandom(seed);
        TreeSet<Integer> done = new TreeSet<>();
        int cut = 0;
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                int last = restoreUntilKilled(Restorer.class, random, done);
                Path into = directory.resolve("into" + last);
                if (done.contains(last) || !isCut(into)) {
                    assertWholeOrEmpty(into, done.contains(last), "seed " + seed + ", kill " + kill);
                } else {
                    cut++;
                }
            }
            for (int whole : done) {
                assertWholeOrEmpty(directory.resolve("into" + whole), true, "seed " + seed + ", restore " + whole);
            }
        } catch (AssertionError | RuntimeException lost) {
            throw Artefacts.kept("RestoreKilledIT", seed, "restores", directory, lost);
        }
        Tally.add("kills", KILLS);
        report.publishEntry("kills", KILLS + " kills, " + cut + " restores cut, " + done.size()
                + " whole ones looked at, seed " + seed);
    }

    /** Kills within twice the time that the first restore took. The number of the last that began. */
    private int restoreUntilKilled(Class<?> main, SplittableRandom random, Set<Integer> done)
            throws Exception {
        int last = -1;
        long began = 0;
        boolean killed = false;
        try (ChildJvm restorer = ChildJvm.start(main, directory)) {
            for (@Nullable
            String line = restorer.readLine(); line != null; line = restorer.readLine()) {
                assertThat(line).doesNotStartWith("failed");
                int number = Integer.parseInt(line.substring(line.indexOf(' ') + 1));
                if (line.startsWith("begun")) {
                    last = number;
                    began = System.nanoTime();
                } else {
                    done.add(number);
                    if (!killed) {
                        LockSupport.parkNanos(random.nextLong(2 * (System.nanoTime() - began)));
                        restorer.kill();
                        killed = true;
                    }
                }
            }
        }
        return last;
    }

    /** What a running service restores appears by one rename, so that a kill there needs no mark. */
    @Test
    void killWhileAServiceRestoresLeavesWholeIndexesAndTheOthersAsTheyWere() throws Exception {
        long seed = Seeds.next();
        SplittableRandom random = new SplittableRandom(seed);
        TreeSet<Integer> done = new TreeSet<>();
        for (int kill = 0; kill < 2; kill++) {
            restoreUntilKilled(RestorerBeside.class, random, done);
            Map<String, List<Asset>> served = served(directory.resolve("data"));
            for (int whole : done) {
                assertThat(served).as("seed %d", seed).containsKey("r" + whole);
            }
            served.forEach((name, assets) -> assertThat(assets).as("index %s, seed %d", name, seed)
                    .isEqualTo(expected.getOrDefault(name, copied)));
            assertThat(served.keySet()).containsAll(NAMES);
            assertThat(directory.resolve("data/indexes").toFile().list()).as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(served.keySet());
        }
        Tally.add("kills", 2);
    }

    private boolean isCut(Path into) {
        if (!Files.exists(into.resolve("RESTORING"))) {
            return false;
        }
        assertThatThrownBy(() -> open(into)).isInstanceOfSatisfying(DataDirectoryException.class, refusal -> {
            assertThat(refusal.problem()).contains("has begun and has not ended");
            assertThat(refusal.action()).contains("delete the directory").contains("restore again");
        });
        return true;
    }

    private void assertWholeOrEmpty(Path into, boolean done, String context) throws IOException {
        if (!done && (!Files.exists(into) || Objects.requireNonNull(into.toFile().list()).length == 0)) {
            return;
        }
        assertThat(served(into)).as(context).isEqualTo(expected);
    }

    /** And the control: without its mark the directory would be served as if it were whole. */
    @Test
    void restoreThatEndedBeforeTheChangesIsNamedByAllAndDoneAgain() throws Exception {
        try (ChildJvm restorer = ChildJvm.start(RestorerThatEnds.class, directory)) {
            assertThat(restorer.readLine()).as("it ends").isNull();
        }
        Path half = directory.resolve("half");
        assertThat(isCut(half)).isTrue();
        String[] again = {"restore", snapshot(directory).toString(), "--into", half.toString(), "--until", "latest"};
        assertThat(CommandsRun.execute(again)).isEqualTo(1);
        assertThat(CommandsRun.execute("doctor", "--data", half.toString())).isEqualTo(DoctorCommand.ERRORS);
        assertThat(isCut(half)).as("nobody took the mark away").isTrue();
        Path unmarked = Files.move(half, directory.resolve("unmarked"));
        Files.delete(unmarked.resolve("RESTORING"));
        assertThat(served(unmarked).keySet()).isEqualTo(expected.keySet());
        assertThat(served(unmarked)).isNotEqualTo(expected);
        DurableTrees.delete(unmarked);
        assertThat(CommandsRun.execute(again)).isZero();
        assertThat(served(half)).isEqualTo(expected);
    }
}
