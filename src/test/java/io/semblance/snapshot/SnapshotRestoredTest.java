package io.semblance.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.ChunkMatch;
import io.semblance.asset.GlobalMatch;
import io.semblance.asset.PlacedSimprint;
import io.semblance.asset.Query;
import io.semblance.asset.RandomAssets;
import io.semblance.asset.SearchResult;
import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;
import io.semblance.asset.backend.IndexUri.Scheme;
import io.semblance.asset.backend.audit.SimprintWitness;
import io.semblance.asset.backend.audit.Witness;
import io.semblance.code.IsccId;
import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;
import io.semblance.proof.Seeds;
import io.semblance.record.DataDirectoryException;
import io.semblance.record.RecordOptions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes back from a snapshot is what went in: every asset, every answer. */
class SnapshotRestoredTest {

    @TempDir
    Path directory;

    private record Answer(List<GlobalMatch> global, List<ChunkMatch> chunks) {
    }

    private static List<Answer> answers(AssetIndex index, long seed) {
        RandomAssets random = new RandomAssets(new SplittableRandom(seed), 400);
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            SearchResult result = index.search(new Query(random.query(), random.simprintQuery(), null), 25);
            answers.add(new Answer(result.globalMatches(), result.chunkMatches()));
        }
        return answers;
    }

    @ParameterizedTest
    @EnumSource(names = {"USEARCH", "LMDB"})
    void restoredDataDirectoryHoldsEveryAssetAndAnswersEverySearchAsBefore(Scheme scheme) {
        long seed = Seeds.next();
        List<Asset> assets;
        List<Answer> answers;
        long sequence;
        Path snapshot;
        try (Fixture fixture = new Fixture(scheme, directory.resolve("data"), directory.resolve("shelf"),
                new Retention(5, 0, 0), InstantSource.system())) {
            fixture.fill("a", seed, 30);
            fixture.fill("b", seed + 1, 3);
            fixture.indexes.create("empty");
            SnapshotView made = fixture.snapshots.create(null);
            assertThat(made.faults()).describedAs("seed %d", seed).isEmpty();
            assertThat(made.isSound()).isTrue();
            snapshot = fixture.pathOf(made);
            assets = Fixture.all(fixture.index("a"));
            answers = answers(fixture.index("a"), seed);
            sequence = fixture.index("a").figures().sequence();
        }
        Path into = directory.resolve("restored");
        assertThat(Restoration.of(snapshot).into(into, null, null)).containsExactly("a", "b", "empty");
        try (AssetIndexes restored = Backends.open(new IndexUri(scheme, into), BackendSettings.defaults())) {
            restored.load((done, total) -> {
            });
            AssetIndex index = Objects.requireNonNull(restored.find("a"));
            assertThat(Fixture.all(index)).describedAs("seed %d", seed).isEqualTo(assets);
            assertThat(answers(index, seed)).describedAs("seed %d", seed).isEqualTo(answers);
            assertThat(index.figures().sequence()).isEqualTo(sequence);
            assertThat(Fixture.all(Objects.requireNonNull(restored.find("empty")))).isEmpty();
            index.put(List.of(new RandomAssets(new SplittableRandom(seed), 400).asset()));
            assertThat(index.figures().sequence()).isGreaterThanOrEqualTo(sequence);
        }
    }

    @Test
    void witnessAnswersAreThoseThatTheServiceGives() {
        long seed = Seeds.next();
        try (Fixture fixture = Fixture.open(directory)) {
            fixture.fill("a", seed, 30);
            SnapshotView made = fixture.snapshots.create(List.of("a"));
            List<Witness> witnesses = Objects.requireNonNull(Objects.requireNonNull(made.manifest()).index("a"))
                    .witnesses();
            assertThat(witnesses).hasSize(16);
            for (Witness witness : witnesses) {
                Asset asked = Objects
                        .requireNonNull(fixture.index("a").find(IsccId.parse(witness.asset()), false));
                SearchResult result = fixture.index("a").search(new Query(asked.units(), Map.of(), null), 10);
                assertThat(result.globalMatches().stream()
                        .map(match -> new Witness.Match(match.id().text(), match.score())).toList())
                        .describedAs("seed %d, asset %s", seed, witness.asset()).isEqualTo(witness.best());
                assertThat(result.report().totalMatches()).isEqualTo(witness.matches());
            }
        }
    }

    @Test
    void witnessAnswersForPartsAreThoseThatTheServiceGives() {
        long seed = Seeds.next();
        try (Fixture fixture = Fixture.open(directory)) {
            fixture.fill("a", seed, 30);
            SnapshotView made = fixture.snapshots.create(List.of("a"));
            List<SimprintWitness> witnesses = Objects
                    .requireNonNull(Objects.requireNonNull(made.manifest()).index("a")).simprintWitnesses();
            assertThat(witnesses).hasSize(8);
            for (SimprintWitness witness : witnesses) {
                String context = "seed " + seed + ", asset " + witness.asset();
                Asset asked = Objects
                        .requireNonNull(fixture.index("a").find(IsccId.parse(witness.asset()), true));
                Map<String, List<PlacedSimprint>> stored = Objects.requireNonNull(asked.simprints());
                assertThat(witness.queries().keySet()).as(context).isEqualTo(stored.keySet());
                witness.queries().forEach((type, texts) -> assertThat(stored.get(type))
                        .as(context).extracting(placed -> placed.simprint().text()).containsAll(texts));
                SearchResult result = fixture.index("a").search(new Query(List.of(), witness.queries(), null), 10);
                assertThat(result.chunkMatches().stream()
                        .map(match -> new Witness.Match(match.id().text(), match.score())).toList())
                        .as(context).isEqualTo(witness.best());
                assertThat(result.report().totalChunkMatches()).as(context).isEqualTo(witness.matches());
            }
        }
    }

    @Test
    void whatWouldTakeTheReserveIsRefusedBeforeAByteIsWritten() {
        try (Fixture fixture = Fixture.open(directory)) {
            fixture.fill("a", 1, 2);
            SnapshotView made = fixture.snapshots.create(null);
            Path snapshot = fixture.pathOf(made);
            long enough = RecordOptions.defaults().reserveBytes()
                    + Objects.requireNonNull(made.manifest()).indexes().getFirst().file().bytes();
            Path into = directory.resolve("into");
            assertThatThrownBy(() -> Restoration.of(snapshot, where -> enough - 1).into(into, null, null))
                    .isInstanceOfSatisfying(SnapshotException.class, refused -> {
                        assertThat(refused.isNoRoom()).isTrue();
                        assertThat(refused.sentences()).contains("'a'", "kept in reserve", "make room");
                    });
            assertThat(into.toFile().list()).isEmpty();
            assertThat(Restoration.of(snapshot, where -> enough).into(into, null, null)).containsExactly("a");
        }
    }

    /** A full disk among the changes that are replayed, say. */
    @Test
    void restoreWhoseRestFailsLeavesTheDirectoryEmpty() throws Exception {
        try (Fixture fixture = Fixture.open(directory)) {
            fixture.fill("a", 1, 2);
            Path snapshot = fixture.pathOf(fixture.snapshots.create(null));
            Path into = directory.resolve("into");
            assertThatThrownBy(() -> Restoration.of(snapshot).into(into, null, null, () -> {
                assertThat(into.toFile().list()).contains("RESTORING", "indexes");
                throw new IllegalStateException("no room");
            })).hasMessage("no room");
            assertThat(into.toFile().list()).isEmpty();
            assertThat(Restoration.of(snapshot).into(into, null, null)).containsExactly("a");
            assertThat(into.toFile().list()).doesNotContain("RESTORING");
        }
    }

    /** The loser of a race must not take away what the winner restored. */
    @Test
    void twoRestoresIntoOneDirectoryLeaveWhatOneRestored() throws Exception {
        try (Fixture fixture = Fixture.open(directory); ExecutorService two = Executors.newFixedThreadPool(2)) {
            fixture.fill("a", 1, 2);
            fixture.fill("b", 2, 1);
            Path snapshot = fixture.pathOf(fixture.snapshots.create(null));
            int all = 0;
            for (int i = 0; i < 20; i++) {
                Path into = directory.resolve("into" + i);
                CyclicBarrier together = new CyclicBarrier(2);
                Callable<Boolean> restore = () -> {
                    together.await();
                    try {
                        Restoration.of(snapshot).into(into, null, null);
                        return true;
                    } catch (SnapshotException | DataDirectoryException refused) {
                        return false;
                    }
                };
                int restored = 0;
                for (Future<Boolean> one : two.invokeAll(List.of(restore, restore))) {
                    restored += one.get() ? 1 : 0;
                }
                assertThat(restored).isLessThan(2);
                if (restored == 1) {
                    all++;
                    assertThat(into.resolve("indexes").toFile().list()).containsExactlyInAnyOrder("a", "b");
                }
            }
            assertThat(all).isPositive();
        }
    }

    @Test
    void indexComesBackUnderAnotherNameInTheRunningService() {
        long seed = Seeds.next();
        try (Fixture fixture = Fixture.open(directory)) {
            fixture.fill("a", seed, 10);
            List<Asset> assets = Fixture.all(fixture.index("a"));
            List<Answer> answers = answers(fixture.index("a"), seed);
            String id = fixture.snapshots.create(null).id().text();
            fixture.index("a").delete(assets.stream().map(Asset::id).toList());
            assertThat(fixture.snapshots.restore(id, "a", "back")).isEqualTo("back");
            assertThat(Fixture.all(fixture.index("back"))).describedAs("seed %d", seed).isEqualTo(assets);
            assertThat(answers(fixture.index("back"), seed)).describedAs("seed %d", seed).isEqualTo(answers);
            assertThat(Fixture.all(fixture.index("a"))).isEmpty();
        }
    }

    @Test
    void nothingIsRestoredOverData() throws Exception {
        try (Fixture fixture = Fixture.open(directory)) {
            fixture.fill("a", 1, 2);
            SnapshotView made = fixture.snapshots.create(null);
            List<Asset> assets = Fixture.all(fixture.index("a"));
            assertThatThrownBy(() -> fixture.snapshots.restore(made.id().text(), "a", null))
                    .isInstanceOfSatisfying(CallerFault.class,
                            fault -> assertThat(fault.type()).isEqualTo(ProblemType.INDEX_EXISTS));
            assertThat(Fixture.all(fixture.index("a"))).isEqualTo(assets);
            Path into = Files.createDirectory(directory.resolve("into"));
            Files.writeString(into.resolve("mine.txt"), "mine");
            assertThatThrownBy(() -> Restoration.of(fixture.pathOf(made)).into(into, null, null))
                    .isInstanceOf(SnapshotException.class).hasMessageContaining("not empty");
            assertThat(into.resolve("mine.txt")).hasContent("mine");
            assertThat(into.toFile().list()).containsExactly("mine.txt");
        }
    }

    @Test
    void renamedIndexIsTheSameUnderTheNewNameAlsoAfterARestart() {
        List<Asset> assets;
        try (Fixture fixture = Fixture.open(directory)) {
            fixture.fill("a", 1, 3);
            fixture.indexes.create("b");
            assets = Fixture.all(fixture.index("a"));
            assertThatThrownBy(() -> fixture.snapshots.rename("a", "b")).isInstanceOfSatisfying(CallerFault.class,
                    fault -> assertThat(fault.type()).isEqualTo(ProblemType.INDEX_EXISTS));
            assertThatThrownBy(() -> fixture.snapshots.rename("a", "../x")).isInstanceOfSatisfying(CallerFault.class,
                    fault -> assertThat(fault.type()).isEqualTo(ProblemType.INVALID_REQUEST));
            assertThatThrownBy(() -> fixture.snapshots.rename("none", "c")).isInstanceOfSatisfying(CallerFault.class,
                    fault -> assertThat(fault.type()).isEqualTo(ProblemType.INDEX_NOT_FOUND));
            fixture.snapshots.rename("a", "c");
            assertThat(fixture.indexes.names()).containsExactly("b", "c");
            assertThat(Fixture.all(fixture.index("c"))).isEqualTo(assets);
            fixture.index("c").put(List.of(assets.getFirst()));
        }
        try (Fixture fixture = Fixture.open(directory)) {
            assertThat(fixture.indexes.names()).containsExactly("b", "c");
            assertThat(Fixture.all(fixture.index("c"))).isEqualTo(assets);
        }
    }
}
