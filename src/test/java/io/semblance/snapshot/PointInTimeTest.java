package io.semblance.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.IndexRecords;
import io.semblance.asset.PlacedSimprint;
import io.semblance.asset.RandomAssets;
import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;
import io.semblance.asset.backend.audit.WitnessRules;
import io.semblance.code.IsccId;
import io.semblance.code.Simprint;
import io.semblance.proof.Seeds;
import io.semblance.proof.Tally;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot and the changes shipped beside it bring back the state after any later commit, asset by asset. */
class PointInTimeTest {

    private static final int COMMITS = 120;
    private static final int TRIES = 12;

    /** Fewer than are held at once, so that on no machine two commits become one entry. */
    private static final int WITHOUT_WAITING = 20;

    @TempDir
    Path directory;

    private final NavigableMap<Long, List<Asset>> model = new TreeMap<>();
    private final NavigableMap<Long, Instant> times = new TreeMap<>();

    private AssetIndexes open(Path data) {
        AssetIndexes indexes = Backends.open(new IndexUri(IndexUri.Scheme.USEARCH, data), BackendSettings.defaults());
        indexes.load((done, total) -> {
        });
        return indexes;
    }

    private Snapshots snapshots(AssetIndexes indexes, boolean changes) {
        return new Snapshots(indexes, (IndexRecords) indexes, new SnapshotPlan(directory.resolve("shelf"),
                directory.resolve("data"), new Retention(5, 0, 0),
                new WitnessRules(Fixture.SCORING, 0.75), "test", changes),
                InstantSource.system());
    }

    /** Commits that add, replace and delete; what each left is kept. */
    private void write(AssetIndexes indexes, RandomAssets assets, SplittableRandom random, int commits) {
        AssetIndex index = Objects.requireNonNull(indexes.find("works"));
        for (int i = 0; i < commits; i++) {
            if (random.nextInt(4) == 0) {
                index.delete(List.of(assets.id(), assets.id()));
            } else {
                List<Asset> batch = new ArrayList<>();
                for (int j = random.nextInt(4); j >= 0; j--) {
                    batch.add(assets.asset());
                }
                index.put(batch);
            }
            model.put(index.figures().sequence(), Fixture.all(index));
            times.putIfAbsent(index.figures().sequence(), Instant.now());
            if (i % WITHOUT_WAITING == 0) {
                awaitShipped(index.figures().sequence());
            }
        }
    }

    private void awaitShipped(long sequence) {
        Awaitility.await("shipped").atMost(Duration.ofMinutes(2)).until(() -> {
            SnapshotId newest = new SnapshotDirectory(directory.resolve("shelf")).list().getLast();
            long[] last = {Objects.requireNonNull(ManifestFile.read(directory.resolve("shelf").resolve(newest.text()))
                    .manifest().index("works")).sequence()};
            Path log = log();
            if (log != null) {
                ReplayLog.scan(log, entry -> {
                    last[0] = entry.sequence();
                    return true;
                });
            }
            return last[0] >= sequence;
        });
    }

    private @Nullable Path log() throws IOException {
        SnapshotId newest = new SnapshotDirectory(directory.resolve("shelf")).list().getLast();
        Path log = SnapshotDirectory.changes(SnapshotDirectory.changes(directory.resolve("shelf"), newest), "works");
        return Files.exists(log) ? log : null;
    }

    private List<Asset> restored(Path snapshot, PointInTime until, Path into) {
        Replay replay = Replay.of(snapshot, "works", until);
        Restoration.of(snapshot).into(into, null, null);
        try (AssetIndexes indexes = open(into)) {
            AssetIndex index = Objects.requireNonNull(indexes.find("works"));
            replay.onto(index);
            return Fixture.all(index);
        }
    }

    @Test
    void stateAtAnyCommitAfterTheSnapshotIsTheModels() throws IOException {
        long seed = Seeds.next();
        SplittableRandom random = new SplittableRandom(seed);
        RandomAssets assets = new RandomAssets(random.split(), 60);
        Path snapshot;
        long base;
        try (AssetIndexes indexes = open(directory.resolve("data"))) {
            indexes.create("works");
            try (Snapshots snapshots = snapshots(indexes, true)) {
                AssetIndex index = Objects.requireNonNull(indexes.find("works"));
                index.put(List.of(assets.asset(), assets.asset()));
                snapshot = directory.resolve("shelf").resolve(snapshots.create(null).id().text());
                base = index.figures().sequence();
                model.put(base, Fixture.all(index));
                write(indexes, assets, random, COMMITS / 2);
            }
        }
        try (AssetIndexes indexes = open(directory.resolve("data"));
                Snapshots snapshots = snapshots(indexes, true)) {
            snapshots.shipChanges();
            write(indexes, assets, random, COMMITS / 2);
        }
        assertThat(SnapshotCheck.faults(snapshot)).as("the snapshot itself is as it was").isEmpty();
        List<Long> commits = new ArrayList<>(model.keySet());
        for (int i = 0; i < TRIES; i++) {
            long wanted = i == 0 ? base : i == 1 ? model.lastKey() : commits.get(random.nextInt(commits.size()));
            assertThat(restored(snapshot, new PointInTime(wanted, null), directory.resolve("into" + i)))
                    .as("commit %d of %d to %d, seed %d", wanted, base, model.lastKey(), seed)
                    .isEqualTo(model.get(wanted));
        }
        long after = commits.get(commits.size() / 2);
        Instant time = Objects.requireNonNull(times.get(after));
        long reached = Replay.of(snapshot, "works", new PointInTime(null, time)).reachable().sequence();
        assertThat(reached).as("seed %d", seed).isGreaterThanOrEqualTo(after);
        assertThat(restored(snapshot, new PointInTime(null, time), directory.resolve("time"))).as("seed %d", seed)
                .isEqualTo(model.get(reached));
        Tally.add("snapshots-points-in-time", TRIES + 1);
    }

    private static Asset withSimprint(int asset, int bits) {
        return new Asset(new IsccId(0, (long) asset << 12), null, List.of(), List.of(), Map.of("CONTENT_TEXT_V0",
                List.of(new PlacedSimprint(new Simprint(bits, asset, bits == 64 ? 0 : 7, 0, 0), 0, 9))), null);
    }

    /** No single commit may change the width of simprints that are there; several that were shipped as one do. */
    @Test
    void entryAcrossAChangeOfTheSimprintsWidthIsReplayed() throws IOException {
        List<IsccId> ids = List.of(withSimprint(1, 64).id(), withSimprint(2, 64).id());
        Path snapshot;
        try (AssetIndexes indexes = open(directory.resolve("data"))) {
            indexes.create("works").put(List.of(withSimprint(1, 64), withSimprint(2, 64)));
            try (Snapshots snapshots = snapshots(indexes, true)) {
                snapshot = directory.resolve("shelf").resolve(snapshots.create(null).id().text());
            }
        }
        List<Asset> last;
        try (AssetIndexes indexes = open(directory.resolve("data"))) {
            AssetIndex index = Objects.requireNonNull(indexes.find("works"));
            index.delete(ids);
            index.put(List.of(withSimprint(1, 128), withSimprint(2, 128)));
            last = Fixture.all(index);
            try (Snapshots snapshots = snapshots(indexes, true)) {
                snapshots.shipChanges();
            }
        }
        assertThat(restored(snapshot, new PointInTime(null, null), directory.resolve("into"))).isEqualTo(last);
    }

    @Test
    void whatAKillLeftUnshippedIsShippedAsOneAndSaidSo() throws IOException {
        RandomAssets assets = new RandomAssets(new SplittableRandom(3), 60);
        SplittableRandom random = new SplittableRandom(4);
        Path snapshot;
        try (AssetIndexes indexes = open(directory.resolve("data"))) {
            indexes.create("works").put(List.of(assets.asset()));
            try (Snapshots snapshots = snapshots(indexes, true)) {
                snapshot = directory.resolve("shelf").resolve(snapshots.create(null).id().text());
                write(indexes, assets, random, 5);
            }
        }
        long shipped = model.lastKey();
        try (AssetIndexes indexes = open(directory.resolve("data"))) {
            for (int i = 0; i < 6; i++) {
                Objects.requireNonNull(indexes.find("works")).put(List.of(assets.asset()));
            }
            try (Snapshots snapshots = snapshots(indexes, true)) {
                snapshots.shipChanges();
                AssetIndex index = Objects.requireNonNull(indexes.find("works"));
                model.put(index.figures().sequence(), Fixture.all(index));
            }
        }
        long last = model.lastKey();
        assertThat(restored(snapshot, new PointInTime(shipped, null), directory.resolve("a")))
                .isEqualTo(model.get(shipped));
        assertThat(restored(snapshot, new PointInTime(last, null), directory.resolve("b"))).isEqualTo(model.get(last));
        assertThatThrownBy(() -> Replay.of(snapshot, "works", new PointInTime(shipped + 2, null)).reachable())
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("commit " + shipped + " and not to " + (shipped + 2), "shipped as one");
        assertThatThrownBy(() -> Replay.of(snapshot, "works", new PointInTime(last + 1, null)).reachable())
                .hasMessageContaining("beyond the changes");
        IndexSnapshot base = Objects.requireNonNull(ManifestFile.read(snapshot).manifest().index("works"));
        assertThat(Replay.of(snapshot, "works", new PointInTime(null, base.committed())).reachable().sequence())
                .isEqualTo(base.sequence());
        assertThatThrownBy(() -> Replay.of(snapshot, "works", new PointInTime(null, base.committed().minusMillis(1)))
                .reachable()).as("a state after the time that was asked for").isInstanceOf(SnapshotException.class)
                .hasMessageContaining("Take an earlier snapshot");
    }

    /** The control: an entry that is missing in the middle is noticed, and one that is torn ends what can be reached. */
    @Test
    void lostEntryIsNoticedAndATornOneEndsTheLog() throws IOException {
        RandomAssets assets = new RandomAssets(new SplittableRandom(5), 60);
        Path snapshot;
        try (AssetIndexes indexes = open(directory.resolve("data"))) {
            indexes.create("works").put(List.of(assets.asset()));
            try (Snapshots snapshots = snapshots(indexes, true)) {
                snapshot = directory.resolve("shelf").resolve(snapshots.create(null).id().text());
                write(indexes, assets, new SplittableRandom(6), 8);
            }
        }
        Path log = Objects.requireNonNull(log());
        List<ReplayLog.Entry> entries = new ArrayList<>();
        ReplayLog.scan(log, entries::add);
        assertThat(entries).hasSizeGreaterThan(3).allMatch(ReplayLog.Entry::isOneCommit);
        byte[] bytes = Files.readAllBytes(log);
        PointInTime end = new PointInTime(null, null);
        Files.write(log, Arrays.copyOf(bytes, bytes.length - 3));
        assertThat(Replay.of(snapshot, "works", end).reachable().sequence())
                .isEqualTo(entries.get(entries.size() - 2).sequence());
        byte[] lost = bytes.clone();
        int from = (int) entries.get(0).end();
        int to = (int) entries.get(1).end();
        System.arraycopy(bytes, to, lost, from, bytes.length - to);
        Files.write(log, Arrays.copyOf(lost, bytes.length - (to - from)));
        assertThatThrownBy(() -> Replay.of(snapshot, "works", end).reachable()).isInstanceOf(SnapshotException.class)
                .hasMessageContaining("works.log");
        Tally.add("snapshots-damaged", 2);
        Tally.add("snapshots-refused", 1);
    }

    /** An index of the same name that was made anew is not taken for the old one. */
    @Test
    void anotherIndexOfTheSameNameEndsTheLog() throws IOException {
        RandomAssets assets = new RandomAssets(new SplittableRandom(7), 60);
        Path snapshot;
        long shipped;
        try (AssetIndexes indexes = open(directory.resolve("data"));
                Snapshots snapshots = snapshots(indexes, true)) {
            indexes.create("works").put(List.of(assets.asset()));
            snapshot = directory.resolve("shelf").resolve(snapshots.create(null).id().text());
            write(indexes, assets, new SplittableRandom(8), 3);
            shipped = model.lastKey();
            awaitShipped(shipped);
            indexes.delete("works");
            AssetIndex anew = indexes.create("works");
            for (int i = 0; i < 10; i++) {
                anew.put(List.of(assets.asset()));
            }
            assertThat(anew.figures().sequence()).isGreaterThan(shipped);
        }
        assertThat(Replay.of(snapshot, "works", new PointInTime(null, null)).reachable().sequence()).isEqualTo(shipped);
    }
}
