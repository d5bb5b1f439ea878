package io.semblance.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.semblance.asset.AssetIndexes;
import io.semblance.asset.ForwardingIndexes;
import io.semblance.asset.IndexRecords;
import io.semblance.asset.backend.IndexUri.Scheme;
import io.semblance.asset.backend.stored.HangingRead;
import io.semblance.asset.backend.stored.StoredIndexes;
import io.semblance.problem.Busy;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index that gets another name is in a snapshot under one of both, and keeps nobody from a snapshot of others. */
class RenameBesideSnapshotsTest {

    @TempDir
    Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-26T01:00:00Z"));
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch disk = new CountDownLatch(1);

    @AfterEach
    void end() {
        disk.countDown();
        threads.shutdown();
    }

    private Fixture open(Retention retention) {
        return new Fixture(Scheme.USEARCH, directory.resolve("data"), directory.resolve("shelf"), retention, now::get);
    }

    private SnapshotView later(Snapshots snapshots, @Nullable List<String> names) {
        now.updateAndGet(time -> time.plus(Duration.ofHours(1)));
        return snapshots.create(names);
    }

    @Test
    void renameThatHangsOnItsDiskKeepsNobodyFromASnapshotOfAnotherIndex() throws InterruptedException {
        try (Fixture fixture = open(new Retention(1, 0, 0))) {
            fixture.fill("a", 1, 1);
            fixture.fill("works", 2, 1);
            SnapshotView ofAll = fixture.snapshots.create(null);
            HangingRead.begin((StoredIndexes) fixture.indexes, "works", threads, disk);
            CompletableFuture<Void> renaming = CompletableFuture
                    .runAsync(() -> fixture.snapshots.rename("works", "old"), threads);
            Awaitility.await("neither name is there").until(() -> fixture.indexes.names().equals(List.of("a")));
            assertThatThrownBy(() -> later(fixture.snapshots, null)).as("works would be in it under neither name")
                    .isInstanceOf(Busy.class).hasMessageContaining("An index is being renamed");
            SnapshotView first = later(fixture.snapshots, List.of("a"));
            SnapshotView second = later(fixture.snapshots, List.of("a"));
            assertThat(first.isSound()).isTrue();
            assertThat(fixture.snapshots.verify(second.id().text()).isSound()).isTrue();
            assertThat(fixture.snapshots.list()).as("the last one that holds works, and all others, stay")
                    .extracting(SnapshotView::id).containsExactly(ofAll.id(), first.id(), second.id());
            disk.countDown();
            renaming.join();
            SnapshotView renamed = later(fixture.snapshots, null);
            assertThat(renamed.manifest()).isNotNull()
                    .satisfies(manifest -> assertThat(manifest.names()).containsExactlyInAnyOrder("a", "old"));
            assertThat(fixture.snapshots.list()).extracting(SnapshotView::id).containsExactly(renamed.id());
        }
    }

    @Test
    void indexIsNotRenamedWhileASnapshotOfAllIsMade() {
        try (Fixture fixture = open(new Retention(9, 0, 0))) {
            fixture.fill("a", 1, 1);
            fixture.fill("works", 2, 1);
            AtomicReference<@Nullable Snapshots> making = new AtomicReference<>();
            AtomicReference<@Nullable Throwable> refused = new AtomicReference<>();
            IndexRecords renaming = new AlteredCopies((IndexRecords) fixture.indexes, (name, copy) -> {
                Snapshots snapshots = making.get();
                if (snapshots != null && name.equals("a")) {
                    refused.set(catchThrowable(() -> snapshots.rename("works", "old")));
                }
            });
            try (Snapshots snapshots = new Snapshots(fixture.indexes, renaming, new SnapshotPlan(fixture.shelf,
                    directory.resolve("data"), new Retention(9, 0, 0), Fixture.SCORING, "test"), now::get)) {
                making.set(snapshots);
                SnapshotView made = snapshots.create(null);
                assertThat(made.manifest()).isNotNull().satisfies(
                        manifest -> assertThat(manifest.names()).containsExactlyInAnyOrder("a", "works"));
                assertThat(refused.get()).isInstanceOf(Busy.class).hasMessageContaining("renamed");
                snapshots.rename("works", "old");
                assertThat(fixture.indexes.names()).containsExactly("a", "old");
            }
        }
    }

    /** The list of all is read and the rename comes in the same moment: the snapshot has the index under one of its names. */
    @Test
    void listOfAllIndexesIsReadWhileTheyKeepTheirNames() {
        try (Fixture fixture = open(new Retention(9, 0, 0))) {
            AtomicReference<@Nullable Throwable> refused = new AtomicReference<>();
            assertThat(namesInASnapshot(fixture,
                    snapshots -> refused.set(catchThrowable(() -> snapshots.rename("works", "old")))))
                    .containsExactlyInAnyOrder("a", "works");
            assertThat(refused.get()).isInstanceOf(Busy.class).hasMessageContaining("renamed");
        }
    }

    /** The control: a rename that asks nobody, in that moment, leaves the index out under either name. */
    @Test
    void renameThatHoldsNoNamesLeavesTheIndexOut() {
        try (Fixture fixture = open(new Retention(9, 0, 0))) {
            assertThat(namesInASnapshot(fixture,
                    snapshots -> ((IndexRecords) fixture.indexes).rename("works", "old"))).containsExactly("a");
        }
    }

    /** @param inTheMoment is done when the list of all indexes has just been read for the snapshot */
    private Set<String> namesInASnapshot(Fixture fixture, Consumer<Snapshots> inTheMoment) {
        fixture.fill("a", 1, 1);
        fixture.fill("works", 2, 1);
        AtomicReference<@Nullable Snapshots> making = new AtomicReference<>();
        AssetIndexes listing = new ForwardingIndexes(fixture.indexes) {
            @Override
            public List<String> names() {
                List<String> names = super.names();
                Snapshots snapshots = making.getAndSet(null);
                if (snapshots != null) {
                    inTheMoment.accept(snapshots);
                }
                return names;
            }
        };
        try (Snapshots snapshots = new Snapshots(listing, (IndexRecords) fixture.indexes, new SnapshotPlan(
                fixture.shelf, directory.resolve("data"), new Retention(9, 0, 0), Fixture.SCORING, "test"), now::get)) {
            making.set(snapshots);
            return Objects.requireNonNull(snapshots.create(null).manifest()).names();
        }
    }
}
