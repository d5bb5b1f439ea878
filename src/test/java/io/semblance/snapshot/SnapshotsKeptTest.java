package io.semblance.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.semblance.asset.Asset;
import io.semblance.asset.IndexRecords;
import io.semblance.asset.backend.IndexUri.Scheme;
import io.semblance.external.ExternalProcess;
import io.semblance.problem.Broken;
import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;
import io.semblance.record.DurableTrees;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsKeptTest {

    @TempDir
    Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-26T01:00:00Z"));

    private Fixture open(Retention retention) {
        return new Fixture(Scheme.USEARCH, directory.resolve("data"), directory.resolve("shelf"), retention, now::get);
    }

    @Test
    void retentionThinsOutAfterEachSoundSnapshotAndAgeIsThatOfTheNewestSoundOne() {
        try (Fixture fixture = open(new Retention(2, 0, 0))) {
            fixture.fill("a", 1, 1);
            assertThat(fixture.snapshots.newestSound()).isNull();
            for (int i = 0; i < 4; i++) {
                now.updateAndGet(time -> time.plus(Duration.ofHours(1)));
                assertThat(fixture.snapshots.create(null).isSound()).isTrue();
                assertThat(fixture.snapshots.newestSound()).isEqualTo(now.get());
            }
            assertThat(fixture.snapshots.list()).extracting(view -> view.id().text())
                    .containsExactly("20261126t040000000z", "20261126t050000000z");
        }
        try (Fixture again = open(new Retention(2, 0, 0))) {
            Awaitility.await("a look that nobody waits for").until(() -> again.snapshots.seen() != null);
            assertThat(again.snapshots.seen())
                    .isEqualTo(new Snapshots.Seen(now.get(), now.get().minus(Duration.ofHours(1)), null));
            assertThat(again.snapshots.newestSound()).isEqualTo(now.get());
        }
    }

    /** As a kill leaves it after the rename, and in the middle of deleting. */
    @Test
    void changesOfASnapshotWhoseDeletionWasCutGoWithTheNextOne() throws IOException {
        String cut = "20261126t000000000z";
        String putBack = "20261125t000000000z";
        String neverDeleted = "20261124t000000000z";
        Path shelf = directory.resolve("shelf");
        for (String child : List.of(".deleted-" + cut, "changes-" + cut, ".deleted-" + putBack, putBack,
                "changes-" + putBack, "changes-" + neverDeleted)) {
            Files.writeString(Files.createDirectories(shelf.resolve(child)).resolve("a.log"), child);
        }
        try (Fixture fixture = open(new Retention(9, 0, 0))) {
            fixture.fill("a", 1, 1);
            fixture.snapshots.create(null);
            assertThat(shelf.toFile().list()).containsExactlyInAnyOrder(".lock", "20261126t010000000z", putBack,
                    "changes-" + putBack, "changes-" + neverDeleted);
            fixture.snapshots.delete(putBack);
            assertThat(shelf.toFile().list()).containsExactlyInAnyOrder(".lock", "20261126t010000000z",
                    "changes-" + neverDeleted);
        }
    }

    @Test
    void whatAKillLeftIsNoSnapshotAndIsRemovedByTheNextOne() throws IOException {
        try (Fixture fixture = open(new Retention(9, 0, 0))) {
            fixture.fill("a", 1, 1);
            fixture.snapshots.create(null);
            Path half = directory.resolve("shelf/.creating-20261126t000000000z");
            Files.createDirectories(half.resolve("indexes/a"));
            Files.writeString(half.resolve("indexes/a/data.mdb"), "half");
            Files.createDirectories(directory.resolve("shelf/.deleted-20261125t000000000z/indexes"));
            assertThat(fixture.snapshots.list()).hasSize(1);
            now.updateAndGet(time -> time.plusSeconds(1));
            fixture.snapshots.create(null);
            assertThat(directory.resolve("shelf").toFile().list()).containsExactlyInAnyOrder(".lock",
                    "20261126t010000000z", "20261126t010001000z");
        }
    }

    @Test
    void failedSnapshotLeavesNothingAndIsCounted() throws IOException {
        Files.writeString(directory.resolve("shelf"), "a file where the directory should be");
        try (Fixture fixture = open(new Retention(9, 0, 0))) {
            fixture.fill("a", 1, 1);
            assertThatThrownBy(() -> fixture.snapshots.create(null)).isInstanceOf(Broken.class);
            assertThat(fixture.snapshots.failures()).isEqualTo(1);
            assertThatThrownBy(() -> fixture.snapshots.create(List.of("none"))).isInstanceOf(CallerFault.class);
            assertThat(fixture.index("a").figures().assets()).isPositive();
        }
    }

    private String createAfter(Duration time, Fixture fixture, @Nullable List<String> indexes) {
        now.updateAndGet(before -> before.plus(time));
        SnapshotView made = fixture.snapshots.create(indexes);
        assertThat(made.isSound()).isTrue();
        return made.id().text();
    }

    private static List<String> ids(Fixture fixture) {
        return fixture.snapshots.list().stream().map(view -> view.id().text()).toList();
    }

    @Test
    void snapshotOfSomeIndexesDrivesOutNoneOfAllAndCountsForNoAge() {
        try (Fixture fixture = open(new Retention(1, 0, 0))) {
            fixture.fill("a", 1, 1);
            fixture.fill("b", 2, 1);
            createAfter(Duration.ofHours(1), fixture, List.of("a"));
            assertThat(fixture.snapshots.newestSound()).isNull();
            String ofAll = createAfter(Duration.ofHours(1), fixture, null);
            Instant made = now.get();
            createAfter(Duration.ofHours(1), fixture, List.of("a"));
            String newest = createAfter(Duration.ofHours(1), fixture, List.of("a"));
            assertThat(ids(fixture)).containsExactly(ofAll, newest);
            assertThat(fixture.snapshots.get(ofAll).isComplete()).isTrue();
            assertThat(fixture.snapshots.get(newest).isComplete()).isFalse();
            assertThat(fixture.snapshots.newestSound()).isEqualTo(made);
        }
        try (Fixture again = open(new Retention(1, 0, 0))) {
            assertThat(again.snapshots.newestSound()).isEqualTo(now.get().minus(Duration.ofHours(2)));
        }
    }

    @Test
    void whatHoldsAnIndexThatWasSetAsideStaysUntilItIsBack() throws IOException {
        String withBoth;
        List<Asset> lost;
        try (Fixture fixture = open(new Retention(1, 0, 0))) {
            fixture.fill("a", 1, 1);
            fixture.fill("b", 2, 3);
            lost = Fixture.all(fixture.index("b"));
            withBoth = createAfter(Duration.ofHours(1), fixture, null);
        }
        Path record = directory.resolve("data/indexes/b/data.mdb");
        byte[] bytes = Files.readAllBytes(record);
        for (int at = 2 * 4096; at < bytes.length; at += 4096) {
            bytes[at] ^= 4;
        }
        Files.write(record, bytes);
        try (Fixture fixture = open(new Retention(1, 0, 0))) {
            assertThat(fixture.indexes.names()).containsExactly("a");
            createAfter(Duration.ofHours(1), fixture, null);
            String withoutB = createAfter(Duration.ofHours(1), fixture, null);
            assertThat(ids(fixture)).containsExactly(withBoth, withoutB);
            assertThatThrownBy(() -> fixture.snapshots.create(List.of("b"))).isInstanceOfSatisfying(Broken.class,
                    refused -> assertThat(refused.type()).isEqualTo(ProblemType.INDEX_QUARANTINED));
            fixture.snapshots.restore(withBoth, "b", null);
            assertThat(Fixture.all(fixture.index("b"))).isEqualTo(lost);
            String newest = createAfter(Duration.ofHours(1), fixture, null);
            assertThat(ids(fixture)).containsExactly(newest);
        }
    }

    @Test
    void recordThatIsDamagedWhileItIsServedIsNamedAndNothingIsMade() throws IOException {
        try (Fixture fixture = open(new Retention(9, 0, 0))) {
            fixture.fill("a", 1, 1);
            fixture.fill("b", 2, 6);
            IndexRecords damaging = AlteredCopies.damaging((IndexRecords) fixture.indexes, "b");
            try (Snapshots snapshots = new Snapshots(fixture.indexes, damaging, new SnapshotPlan(fixture.shelf,
                    directory.resolve("data"), new Retention(9, 0, 0), Fixture.SCORING, "test"), now::get)) {
                assertThatThrownBy(() -> snapshots.create(null)).isInstanceOfSatisfying(Broken.class,
                        failed -> assertThat(failed.detail()).contains("Index 'b' is damaged", "restart"));
                assertThat(snapshots.failures()).isEqualTo(1);
                assertThat(snapshots.list()).isEmpty();
            }
            assertThat(fixture.shelf.toFile().list()).containsExactly(".lock");
        }
    }

    @Test
    void snapshotsThatWereTakenAwayCountNoLonger() throws IOException {
        try (Fixture fixture = open(new Retention(9, 0, 0))) {
            fixture.fill("a", 1, 1);
            createAfter(Duration.ofHours(1), fixture, null);
            DurableTrees.delete(fixture.shelf);
            now.updateAndGet(time -> time.plus(Duration.ofMinutes(11)));
            Awaitility.await("seen").atMost(Duration.ofMinutes(1)).until(() -> fixture.snapshots.newestSound() == null);
        }
    }

    /** What was read back as sound and has lost a file since; a link is none, even where what it leads to is the same. */
    @Test
    void snapshotWhoseFilesAreGoneCountsNoLongerAndKeepsNoPlaceOfAWholeOne() throws IOException {
        List<Spoiling> ways = List.of(snapshot -> DurableTrees.delete(snapshot.resolve("indexes")),
                snapshot -> Files.delete(record(snapshot)),
                snapshot -> Files.write(record(snapshot), new byte[]{0}, StandardOpenOption.APPEND),
                snapshot -> Files.createSymbolicLink(record(snapshot),
                        Files.move(record(snapshot), directory.resolve("moved" + snapshot.getFileName()))),
                snapshot -> {
                    Path elsewhere = directory.resolve("elsewhere" + snapshot.getFileName());
                    Files.move(snapshot.resolve("indexes"), elsewhere);
                    Files.createSymbolicLink(snapshot.resolve("indexes"), elsewhere);
                });
        try (Fixture fixture = open(new Retention(2, 0, 0))) {
            fixture.fill("a", 1, 1);
            for (Spoiling way : ways) {
                String whole = createAfter(Duration.ofHours(1), fixture, null);
                String spoilt = createAfter(Duration.ofHours(1), fixture, null);
                way.spoil(fixture.shelf.resolve(spoilt));
                SnapshotView seen = fixture.snapshots.get(spoilt);
                assertThat(seen.isSound()).isFalse();
                assertThat(seen.faults()).singleElement().asString().startsWith("indexes/a/data.mdb ");
                assertThat(SnapshotAge.newestSound(fixture.shelf, now.get()))
                        .isEqualTo(now.get().minus(Duration.ofHours(1)));
                assertThatThrownBy(() -> fixture.snapshots.restore(spoilt, "a", "back"))
                        .hasMessageContaining("indexes/a/data.mdb ");
                String newest = createAfter(Duration.ofHours(1), fixture, null);
                assertThat(ids(fixture)).as("the two that are whole").contains(whole, newest);
                fixture.snapshots.delete(spoilt);
            }
        }
    }

    private static Path record(Path snapshot) {
        return snapshot.resolve("indexes/a/data.mdb");
    }

    private interface Spoiling {
        void spoil(Path snapshot) throws IOException;
    }

    @Test
    void clockThatWasAheadNeitherStopsSnapshotsNorDeletesNewOnes() {
        try (Fixture fixture = open(new Retention(1, 0, 0))) {
            fixture.fill("a", 1, 1);
            String ahead = createAfter(Duration.ofDays(400), fixture, null);
            now.updateAndGet(time -> time.minus(Duration.ofDays(400)));
            String right = createAfter(Duration.ofHours(1), fixture, null);
            assertThat(ids(fixture)).containsExactly(right, ahead);
            assertThat(fixture.snapshots.newestSound()).isEqualTo(now.get());
        }
    }

    /** A file system that is mounted in it, as a file that is open on a network file system, keeps a directory from going. */
    @Test
    void leftoverThatCannotBeRemovedKeepsNoSnapshotFromBeingMade() throws IOException, InterruptedException {
        Path stays = Files.createDirectories(directory.resolve("shelf/.deleted-20261125t000000000z/mounted"));
        assumeTrue(ExternalProcess.run("mount", "-t", "tmpfs", "none", stays.toString()).exitCode() == 0,
                "skipped: needs the right to mount a tmpfs, which keeps a directory from being removed");
        try (Fixture fixture = open(new Retention(1, 0, 0))) {
            fixture.fill("a", 1, 1);
            createAfter(Duration.ofHours(1), fixture, null);
            String newest = createAfter(Duration.ofHours(1), fixture, null);
            assertThat(ids(fixture)).containsExactly(newest);
            assertThat(stays).exists();
        } finally {
            ExternalProcess.run("umount", stays.toString()).succeeded();
        }
    }

    @Test
    void snapshotOfANewerFormatStaysWhateverIsMade() throws IOException {
        try (Fixture fixture = open(new Retention(1, 0, 0))) {
            fixture.fill("a", 1, 1);
            String newer = createAfter(Duration.ofHours(1), fixture, null);
            Path manifest = fixture.shelf.resolve(newer).resolve("manifest.json");
            byte[] json = Files.readString(manifest).replaceFirst("\"format\" ?: ?[0-9]+", "\"format\": 99")
                    .getBytes(StandardCharsets.UTF_8);
            Files.write(manifest, json);
            Files.writeString(manifest.resolveSibling("manifest.sha256"), Hashes.of(json) + "  manifest.json\n");
            createAfter(Duration.ofHours(1), fixture, null);
            String newest = createAfter(Duration.ofHours(1), fixture, null);
            assertThat(ids(fixture)).containsExactly(newer, newest);
            assertThat(fixture.snapshots.get(newer).faults().toString()).contains("newer version");
        }
    }

    /** As long as nothing is missing, one of which nothing can be told goes; while an index is, it may be all there is of it. */
    @Test
    void damagedManifestStaysWhileAnIndexIsSetAside() throws IOException {
        String damaged;
        try (Fixture fixture = open(new Retention(1, 0, 0))) {
            fixture.fill("a", 1, 1);
            fixture.fill("b", 2, 1);
            damaged = createAfter(Duration.ofHours(1), fixture, null);
            Files.writeString(fixture.shelf.resolve(damaged).resolve("manifest.json"), "{}");
        }
        Files.write(directory.resolve("data/indexes/b/data.mdb"), new byte[8192]);
        try (Fixture fixture = open(new Retention(1, 0, 0))) {
            assertThat(fixture.indexes.names()).containsExactly("a");
            String newest = createAfter(Duration.ofHours(1), fixture, null);
            assertThat(ids(fixture)).containsExactly(damaged, newest);
            fixture.snapshots.delete(newest);
        }
        DurableTrees.delete(directory.resolve("data/quarantine"));
        try (Fixture fixture = open(new Retention(1, 0, 0))) {
            String newest = createAfter(Duration.ofHours(1), fixture, null);
            assertThat(ids(fixture)).containsExactly(newest);
        }
    }

    /** What cannot be read for now says nothing, and a verdict on it would be kept. */
    @Test
    void recordThatCannotBeReachedIsNotCalledDamaged() {
        try (Fixture fixture = open(new Retention(1, 0, 0))) {
            fixture.fill("a", 1, 1);
            Manifest manifest = ManifestFile.read(fixture.pathOf(fixture.snapshots.create(null))).manifest();
            assertThatThrownBy(() -> SnapshotCheck.recordFaults(directory.resolve("away"),
                    manifest.indexes().getFirst(), manifest)).isInstanceOfSatisfying(SnapshotException.class,
                            unreadable -> {
                                assertThat(unreadable.isUnreadable()).isTrue();
                                assertThat(unreadable.isDamaged()).isFalse();
                                assertThat(unreadable).hasMessageContaining("could not be checked");
                            });
        }
    }
}
