package io.semblance.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.CommittedState;
import io.semblance.asset.IndexRecords;
import io.semblance.asset.RandomAssets;
import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;
import io.semblance.asset.backend.audit.WitnessRules;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shipped changes that were damaged after they were written are told of, by a restore and by the service. */
class DamagedChangesTest {

    private static final PointInTime LATEST = new PointInTime(null, null);

    @TempDir
    Path directory;

    private final NavigableMap<Long, List<Asset>> model = new TreeMap<>();
    private final List<ReplayLog.Entry> entries = new ArrayList<>();
    private Path snapshot = Path.of("");
    private Path log = Path.of("");

    private AssetIndexes open(Path data) {
        AssetIndexes indexes = Backends.open(new IndexUri(IndexUri.Scheme.USEARCH, data), BackendSettings.defaults());
        indexes.load((done, total) -> {
        });
        return indexes;
    }

    private Snapshots snapshots(AssetIndexes indexes) {
        return new Snapshots(indexes, (IndexRecords) indexes,
                new SnapshotPlan(directory.resolve("shelf"), directory.resolve("data"), new Retention(5, 0, 0),
                        new WitnessRules(Fixture.SCORING, 0.75), "test", true),
                InstantSource.system());
    }

    @BeforeEach
    void shipEightCommits() throws IOException {
        RandomAssets assets = new RandomAssets(new SplittableRandom(5), 60);
        try (AssetIndexes indexes = open(directory.resolve("data")); Snapshots snapshots = snapshots(indexes)) {
            AssetIndex index = indexes.create("works");
            index.put(List.of(assets.asset()));
            snapshot = directory.resolve("shelf").resolve(snapshots.create(null).id().text());
            for (int i = 0; i < 8; i++) {
                index.put(List.of(assets.asset(), assets.asset()));
                model.put(index.figures().sequence(), Fixture.all(index));
            }
        }
        log = SnapshotDirectory.changes(directory.resolve("shelf"),
                new SnapshotId(String.valueOf(snapshot.getFileName()))).resolve("works.log");
        ReplayLog.scan(log, entries::add);
        assertThat(entries).hasSize(8).allMatch(ReplayLog.Entry::isOneCommit);
    }

    /** In the fourth entry: a byte of its length, of its sum, and of its last asset. */
    private byte[] damage(int place) throws IOException {
        byte[] bytes = Files.readAllBytes(log);
        bytes[(int) (place < 0 ? entries.get(3).end() : entries.get(2).end()) + place] ^= 1;
        Files.write(log, bytes);
        return bytes;
    }

    private List<Asset> restored(PointInTime until, Path into) {
        Restoration.of(snapshot).into(into, null, null);
        try (AssetIndexes indexes = open(into)) {
            AssetIndex index = Objects.requireNonNull(indexes.find("works"));
            Replay.of(snapshot, "works", until).onto(index);
            return Fixture.all(index);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, -1})
    void restoreSaysUpToWhereChangesAreSoundAndThatMoreLieBehind(int place) throws IOException {
        damage(place);
        ReplayLog.Entry sound = entries.get(2);
        Replay.Reached reached = new Replay.Reached(sound.sequence(), sound.timeMicros());
        for (PointInTime beyond : List.of(LATEST, new PointInTime(entries.get(3).sequence(), null),
                new PointInTime(entries.get(6).sequence(), null),
                new PointInTime(null, reached.time().plusSeconds(3_600)))) {
            assertThatThrownBy(() -> Replay.of(snapshot, "works", beyond).reachable()).as("%s", beyond)
                    .isInstanceOfSatisfying(SnapshotException.class, told -> {
                        assertThat(told.isDamaged()).isTrue();
                        assertThat(told.sentences()).contains(
                                "works.log is sound up to commit " + sound.sequence() + " of " + reached.time(),
                                "goes on to commit " + entries.get(4).sequence(), "--until " + reached.time());
                    });
        }
        List<Asset> expected = model.get(sound.sequence());
        assertThat(restored(new PointInTime(sound.sequence(), null), directory.resolve("a"))).isEqualTo(expected);
        assertThat(restored(new PointInTime(null, reached.time()), directory.resolve("b"))).isEqualTo(expected);
        assertThat(
                Replay.of(snapshot, "works", new PointInTime(entries.get(0).sequence(), null)).reachable().sequence())
                .isEqualTo(entries.get(0).sequence());
    }

    /** The control: what a kill tears off is no damage. */
    @Test
    void tornEntryIsNoDamageWhereverItIsTorn() throws IOException {
        byte[] bytes = Files.readAllBytes(log);
        long before = entries.get(6).sequence();
        for (long length = entries.get(6).end(); length < entries.get(7).end(); length += 7) {
            Files.write(log, Arrays.copyOf(bytes, (int) length));
            assertThat(Replay.of(snapshot, "works", LATEST).reachable().sequence()).as("torn at %d", length)
                    .isEqualTo(before);
        }
    }

    @Test
    void serviceShipsWhatIsDamagedAgainFromTheRecord() throws IOException {
        damage(-1);
        try (AssetIndexes indexes = open(directory.resolve("data")); Snapshots snapshots = snapshots(indexes)) {
            snapshots.shipChanges();
        }
        long last = model.lastKey();
        assertThat(restored(LATEST, directory.resolve("a"))).isEqualTo(model.get(last));
        assertThat(restored(new PointInTime(entries.get(1).sequence(), null), directory.resolve("b")))
                .isEqualTo(model.get(entries.get(1).sequence()));
        assertThatThrownBy(
                () -> Replay.of(snapshot, "works", new PointInTime(entries.get(5).sequence(), null)).reachable())
                .hasMessageContaining("shipped as one");
    }

    /** Else one flipped bit in front of many changes would end every process that looks at them. */
    @Test
    void lengthThatIsWrongIsNotReadIntoMemory() throws IOException {
        int wrong = 600 << 20;
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(Integer.BYTES).putInt(wrong).flip(), entries.get(2).end());
            channel.write(ByteBuffer.allocate(1), entries.get(2).end() + wrong + 100L);
        }
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        ReplayLog.Ending ending = ReplayLog.scan(log, entry -> true);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(wrong / 10);
        assertThat(ending.behind()).isEqualTo(entries.get(4).sequence());
    }

    /** Else a restore would end before the damage and say nothing of what came after it. */
    @Test
    void damageStaysToBeSeenWhereShippingFailsBeforeAnythingTookItsPlace() throws IOException {
        byte[] bytes = damage(-1);
        ShippedChanges.open(log, 1 << 20, 1, 1).drop();
        assertThat(log).hasBinaryContent(bytes);
        ShippedChanges.open(log, 1 << 20, 1, 1).close();
        assertThat(log).hasBinaryContent(bytes);
    }

    /** Nothing is cut off but by what takes its place. */
    @Test
    void whatLiesBehindDamageStaysIfTheRecordCannotCloseTheGap() throws IOException {
        byte[] bytes = damage(-1);
        try (ShippedChanges changes = ShippedChanges.open(log, ShippedChanges.MOST_BYTES, 0, 0);
                CommittedState state = new Forgetful()) {
            assertThat(changes.sequence()).isEqualTo(entries.get(2).sequence());
            assertThat(changes.append(state)).contains("no longer reaches back");
        }
        assertThat(log).hasBinaryContent(bytes);
    }

    /** Of an index whose change log was trimmed. */
    private record Forgetful() implements CommittedState {

        @Override
        public long sequence() {
            return 1_000;
        }

        @Override
        public long timeMicros() {
            return Long.MAX_VALUE;
        }

        @Override
        public boolean follows(long sequence, long timeMicros) {
            return true;
        }

        @Override
        public boolean changedSince(long sequence, Visitor visitor) {
            return false;
        }

        @Override
        public void close() {
        }
    }
}
