package io.semblance.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.CommittedState;
import io.semblance.asset.IndexRecords;
import io.semblance.asset.RandomAssets;
import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;
import io.semblance.asset.backend.audit.WitnessRules;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ends the shipping of one index, and what must not end that of the others. */
class ChangeShippingTest {

    @TempDir
    Path directory;

    private final RandomAssets assets = new RandomAssets(new SplittableRandom(11), 60);
    private final AtomicLong second = new AtomicLong(1_700_000_000L);

    private AssetIndexes open() {
        AssetIndexes indexes = Backends.open(new IndexUri(IndexUri.Scheme.USEARCH, directory.resolve("data")),
                BackendSettings.defaults());
        indexes.load((done, total) -> {
        });
        return indexes;
    }

    private Snapshots snapshots(AssetIndexes indexes, int last) {
        return new Snapshots(indexes, (IndexRecords) indexes, new SnapshotPlan(directory.resolve("shelf"),
                directory.resolve("data"), new Retention(last, 0, 0), new WitnessRules(Fixture.SCORING, 0.75), "test",
                true), () -> Instant.ofEpochSecond(second.incrementAndGet()));
    }

    private static AssetIndex index(AssetIndexes indexes, String name) {
        return Objects.requireNonNull(indexes.find(name));
    }

    private long put(AssetIndexes indexes, String name, int commits) {
        for (int i = 0; i < commits; i++) {
            index(indexes, name).put(List.of(assets.asset()));
        }
        return index(indexes, name).figures().sequence();
    }

    private long reached(SnapshotView snapshot, String name) {
        return Replay.of(directory.resolve("shelf").resolve(snapshot.id().text()), name, new PointInTime(null, null))
                .reachable().sequence();
    }

    private void awaitReached(SnapshotView snapshot, String name, long sequence) {
        Awaitility.await("shipped").atMost(Duration.ofMinutes(2)).until(() -> reached(snapshot, name) == sequence);
    }

    /** The one that was made anew while nothing was shipped is found when shipping goes on, before the others. */
    @Test
    void indexThatWasMadeAnewEndsItsOwnLogAndNoOther() throws IOException {
        SnapshotView snapshot;
        try (AssetIndexes indexes = open(); Snapshots snapshots = snapshots(indexes, 5)) {
            List.of("a", "b", "c").forEach(name -> indexes.create(name).put(List.of(assets.asset())));
            snapshot = snapshots.create(null);
            assertThat(snapshot.isSound()).isTrue();
        }
        try (AssetIndexes indexes = open()) {
            for (String name : List.of("a", "b")) {
                indexes.delete(name);
                indexes.create(name);
                put(indexes, name, 8);
            }
            long missed = put(indexes, "c", 3);
            try (Snapshots snapshots = snapshots(indexes, 5)) {
                snapshots.shipChanges();
                assertThat(reached(snapshot, "c")).isEqualTo(missed);
                awaitReached(snapshot, "c", put(indexes, "c", 2));
            }
            assertThat(reached(snapshot, "a")).isEqualTo(1);
        }
    }

    @Test
    void changesGoBesideTheSnapshotBeforeOnceTheNewestTurnsOutDamaged() throws IOException {
        try (AssetIndexes indexes = open(); Snapshots snapshots = snapshots(indexes, 5)) {
            indexes.create("works");
            put(indexes, "works", 1);
            SnapshotView first = snapshots.create(null);
            awaitReached(first, "works", put(indexes, "works", 3));
            SnapshotView newest = snapshots.create(null);
            Path record = directory.resolve("shelf").resolve(newest.id().text()).resolve("indexes/works/data.mdb");
            byte[] bytes = Files.readAllBytes(record);
            bytes[bytes.length - 1] ^= 1;
            Files.write(record, bytes);
            assertThat(snapshots.verify(newest.id().text()).isSound()).isFalse();
            awaitReached(first, "works", put(indexes, "works", 3));
        }
    }

    /** A disk that is mounted late, or a snapshot that is just being verified. */
    @Test
    void changesAreShippedAfterAStartAsSoonAsTheSnapshotsAreThere() throws IOException {
        SnapshotView snapshot;
        try (AssetIndexes indexes = open(); Snapshots snapshots = snapshots(indexes, 5)) {
            indexes.create("works");
            put(indexes, "works", 1);
            snapshot = snapshots.create(null);
        }
        Path shelf = directory.resolve("shelf");
        Path away = Files.move(shelf, directory.resolve("away"));
        try (AssetIndexes indexes = open(); Snapshots snapshots = snapshots(indexes, 5)) {
            snapshots.shipChanges();
            long last = put(indexes, "works", 3);
            Files.move(away, shelf);
            snapshots.shipChanges();
            awaitReached(snapshot, "works", last);
        }
    }

    @Test
    void changesGoBesideTheSnapshotBeforeOnceTheNewestIsDeleted() throws IOException {
        try (AssetIndexes indexes = open(); Snapshots snapshots = snapshots(indexes, 5)) {
            indexes.create("works");
            put(indexes, "works", 1);
            SnapshotView first = snapshots.create(null);
            awaitReached(first, "works", put(indexes, "works", 3));
            SnapshotView newest = snapshots.create(null);
            awaitReached(newest, "works", put(indexes, "works", 3));
            snapshots.delete(newest.id().text());
            awaitReached(first, "works", put(indexes, "works", 3));
        }
    }

    /** A snapshot of some indexes ships nothing, and thinning out for it may take the one beside which changes went. */
    @Test
    void nextSnapshotOfAllShipsAgainAfterOneOfSomeHasReplacedTheLast() throws IOException {
        try (AssetIndexes indexes = open(); Snapshots snapshots = snapshots(indexes, 1)) {
            indexes.create("works");
            put(indexes, "works", 1);
            SnapshotView first = snapshots.create(null);
            awaitReached(first, "works", put(indexes, "works", 3));
            SnapshotView some = snapshots.create(List.of("works"));
            assertThat(snapshots.list()).extracting(SnapshotView::id).containsExactly(some.id());
            long later = put(indexes, "works", 3);
            SnapshotView all = snapshots.create(null);
            assertThat(reached(all, "works")).isEqualTo(later);
            awaitReached(all, "works", put(indexes, "works", 3));
        }
    }

    /** An entry is made in memory, and a process that runs out of it ends. */
    @Test
    void backlogThatIsLargerThanAnEntryMayBeIsNotReadToItsEnd() throws IOException {
        try (AssetIndexes indexes = open()) {
            indexes.create("works");
            put(indexes, "works", 200);
            Path log = directory.resolve("works.log");
            try (ShippedChanges changes = ShippedChanges.open(log, 10_000, 0, 0);
                    CommittedState state = Objects.requireNonNull(((IndexRecords) indexes).state("works"))) {
                assertThat(changes.append(new Counted(state, 100))).contains("more has changed", "10000 bytes");
                assertThat(changes.sequence()).isZero();
            }
            assertThat(log).isEmptyFile();
            try (ShippedChanges changes = ShippedChanges.open(log, 10_000_000, 0, 0);
                    CommittedState state = Objects.requireNonNull(((IndexRecords) indexes).state("works"))) {
                assertThat(changes.append(state)).isNull();
                assertThat(changes.sequence()).isEqualTo(200);
            }
            assertThat(Files.size(log)).isGreaterThan(10_000);
        }
    }

    /** A disk that hangs keeps no pages of a record, and not its map from growing. */
    @Test
    void stateIsClosedBeforeItsChangesAreWritten() throws IOException {
        Path log = directory.resolve("works.log");
        try (AssetIndexes indexes = open()) {
            indexes.create("works");
            put(indexes, "works", 2);
            AtomicLong written = new AtomicLong(-1);
            try (ShippedChanges changes = ShippedChanges.open(log, 10_000_000, 0, 0);
                    CommittedState state = Objects.requireNonNull(((IndexRecords) indexes).state("works"))) {
                assertThat(changes.append(new Watched(state, () -> written.compareAndSet(-1, log.toFile().length()))))
                        .isNull();
            }
            assertThat(written).as("bytes of the log when the state was closed").hasValue(0);
            assertThat(Files.size(log)).isPositive();
        }
    }

    /** What is dropped is what was not synced, so that what is there afterwards was. */
    @Test
    void everyIndexOfABurstIsSynced() throws IOException {
        SnapshotView snapshot;
        try (AssetIndexes indexes = open(); Snapshots snapshots = snapshots(indexes, 5)) {
            List.of("a", "b").forEach(name -> indexes.create(name).put(List.of(assets.asset())));
            snapshot = snapshots.create(null);
        }
        Path made = directory.resolve("shelf").resolve(snapshot.id().text());
        ShippingFiles.Place place = new ShippingFiles.Place(made,
                made.resolveSibling("changes-" + snapshot.id().text()),
                ManifestFile.read(made).manifest());
        try (AssetIndexes indexes = open()) {
            ShippingFiles files = new ShippingFiles((IndexRecords) indexes);
            assertThat(files.open(place)).isNull();
            List<Long> synced = List.of(appended(indexes, files, "a"), appended(indexes, files, "b"));
            files.force();
            files.drop();
            assertThat(List.of(reached(snapshot, "a"), reached(snapshot, "b"))).isEqualTo(synced);
            assertThat(files.open(place)).isNull();
            appended(indexes, files, "a");
            files.drop();
            assertThat(reached(snapshot, "a")).as("the control").isEqualTo(synced.getFirst());
        }
    }

    private long appended(AssetIndexes indexes, ShippingFiles files, String name) throws IOException {
        long sequence = put(indexes, name, 1);
        try (CommittedState state = Objects.requireNonNull(((IndexRecords) indexes).state(name))) {
            assertThat(files.append(name, state)).isTrue();
        }
        return sequence;
    }

    @Test
    void fileThatCannotBeOpenedKeepsNoOtherIndexFromBeingShipped() throws IOException {
        SnapshotView snapshot;
        try (AssetIndexes indexes = open(); Snapshots snapshots = snapshots(indexes, 5)) {
            List.of("a", "b", "c").forEach(name -> indexes.create(name).put(List.of(assets.asset())));
            snapshot = snapshots.create(null);
        }
        Path log = directory.resolve("shelf").resolve("changes-" + snapshot.id().text()).resolve("b.log");
        Files.delete(log);
        Files.createDirectory(log);
        try (AssetIndexes indexes = open(); Snapshots snapshots = snapshots(indexes, 5)) {
            snapshots.shipChanges();
            awaitReached(snapshot, "a", put(indexes, "a", 2));
            awaitReached(snapshot, "c", put(indexes, "c", 2));
            assertThat(snapshots.changes()).contains("not shipped").contains("index b");
            assertThat(snapshots.unshippedSeconds()).isPositive();
            long missed = put(indexes, "b", 2);
            Files.delete(log);
            awaitReached(snapshot, "b", missed);
            Awaitility.await("nothing is missed").atMost(Duration.ofMinutes(2))
                    .until(() -> snapshots.unshippedSeconds() == 0);
        }
    }

    @Test
    void statesThatWaitForADiskThatHangsAreLetGo() throws IOException {
        CountDownLatch disk = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(5);
        try (AssetIndexes indexes = open();
                ChangeShipping shipping = new ChangeShipping((IndexRecords) indexes, Duration.ofMillis(50))) {
            indexes.create("works");
            shipping.begin(directory, directory.resolve("changes"),
                    new Manifest(Manifest.FORMAT, "test", Instant.EPOCH, "usearch",
                            Fixture.SCORING.threshold(), Fixture.SCORING.exponent(), 0.75, true, List.of()));
            shipping.committed("works", new Watched(state(indexes), () -> {
                begun.countDown();
                await(disk);
            }));
            await(begun);
            for (int i = 0; i < 5; i++) {
                shipping.committed("works", new Watched(state(indexes), waiting::countDown));
            }
            await(waiting);
            disk.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static CommittedState state(AssetIndexes indexes) {
        return Objects.requireNonNull(((IndexRecords) indexes).state("works"));
    }

    /** A state that is as another one, but for what a test overrides. */
    private static class ForwardingState implements CommittedState {

        private final CommittedState state;

        ForwardingState(CommittedState state) {
            this.state = state;
        }

        @Override
        public long sequence() {
            return state.sequence();
        }

        @Override
        public long timeMicros() {
            return state.timeMicros();
        }

        @Override
        public boolean follows(long sequence, long timeMicros) {
            return state.follows(sequence, timeMicros);
        }

        @Override
        public boolean changedSince(long sequence, Visitor visitor) {
            return state.changedSince(sequence, visitor);
        }

        @Override
        public void close() {
            state.close();
        }
    }

    /** Tells when it is closed. */
    private static final class Watched extends ForwardingState {

        private final Runnable closing;

        Watched(CommittedState state, Runnable closing) {
            super(state);
            this.closing = closing;
        }

        @Override
        public void close() {
            closing.run();
            super.close();
        }
    }

    /** Refuses to be read further than so many assets. */
    private static final class Counted extends ForwardingState {

        private final int most;

        Counted(CommittedState state, int most) {
            super(state);
            this.most = most;
        }

        @Override
        public boolean changedSince(long sequence, Visitor visitor) {
            int[] seen = {0};
            return super.changedSince(sequence, (id, asset) -> {
                assertThat(seen[0]++).isLessThan(most);
                visitor.changed(id, asset);
            });
        }
    }
}
