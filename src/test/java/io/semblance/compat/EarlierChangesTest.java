package io.semblance.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.IndexRecords;
import io.semblance.asset.RandomAssets;
import io.semblance.asset.Scoring;
import io.semblance.asset.backend.audit.WitnessRules;
import io.semblance.snapshot.PointInTime;
import io.semblance.snapshot.Replay;
import io.semblance.snapshot.Restoration;
import io.semblance.snapshot.Retention;
import io.semblance.snapshot.SnapshotException;
import io.semblance.snapshot.SnapshotPlan;
import io.semblance.snapshot.Snapshots;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Changes that earlier versions shipped beside a snapshot are replayed, commit by commit; those of a later one are refused in
 * words. A fixture is the directory of the snapshots, and for each commit what the index held then. Format 1 has no head.
 */
class EarlierChangesTest {

    private static final Path FIXTURES = Path.of("src/test/resources/compat/changes");
    private static final String INDEX = "works";

    @TempDir
    Path directory;

    static List<Path> written() throws IOException {
        try (Stream<Path> versions = Files.list(FIXTURES)) {
            return versions.sorted().toList();
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "compat.generate", matches = "v[0-9]+")
    void fixturesAreMadeByTheVersionThatStandsForThem() throws IOException {
        Path into = FIXTURES.resolve(System.getProperty("compat.generate"));
        assertThat(into).doesNotExist();
        generate(into);
    }

    private void generate(Path into) throws IOException {
        Path expected = Files.createDirectories(into.resolve("expected"));
        RandomAssets assets = new RandomAssets(new SplittableRandom(9), 30);
        try (AssetIndexes indexes = Written.open("lmdb", directory.resolve("made"));
                Snapshots snapshots = shelf(indexes, into.resolve("shelf"))) {
            AssetIndex index = indexes.create(INDEX);
            index.put(List.of(assets.asset()));
            snapshots.create(null);
            for (int i = 0; i < 6; i++) {
                List<Asset> batch = new ArrayList<>(List.of(assets.asset(), assets.asset()));
                index.put(batch);
                keep(index, expected);
                index.delete(List.of(batch.getFirst().id()));
                keep(index, expected);
            }
        }
    }

    private static void keep(AssetIndex index, Path expected) throws IOException {
        Files.writeString(expected.resolve(index.figures().sequence() + ".assets"), held(index));
    }

    /** Without its own number, which counts on in its own way after a restore. */
    private static String held(AssetIndex index) {
        return WrittenDown.assets(index).lines().skip(1).map(line -> line + "\n").collect(Collectors.joining());
    }

    private Snapshots shelf(AssetIndexes indexes, Path shelf) {
        return new Snapshots(indexes, (IndexRecords) indexes, new SnapshotPlan(shelf, directory.resolve("made"),
                new Retention(1, 0, 0), new WitnessRules(new Scoring(0.75, 4), 0.75),
                "fixture", true), InstantSource.system());
    }

    @ParameterizedTest
    @MethodSource("written")
    void changesOfAnEarlierFormatLeadToEachOfTheirCommits(Path fixture) throws IOException {
        Path snapshot = snapshot(fixture.resolve("shelf"));
        List<Path> commits;
        try (Stream<Path> all = Files.list(fixture.resolve("expected"))) {
            commits = all.toList();
        }
        assertThat(commits).hasSizeGreaterThan(5);
        for (Path commit : commits) {
            long sequence = Long.parseLong(String.valueOf(commit.getFileName()).replace(".assets", ""));
            Path data = directory.resolve("at-" + sequence);
            Restoration.of(snapshot).into(data, null, null);
            try (AssetIndexes indexes = Written.open("lmdb", data)) {
                AssetIndex index = Written.index(indexes, INDEX);
                Replay.of(snapshot, INDEX, new PointInTime(sequence, null)).onto(index);
                assertThat(held(index)).as("commit %d", sequence).isEqualTo(Files.readString(commit));
            }
        }
    }

    @Test
    void changesOfALaterFormatAreRefusedInWordsAndStay() throws IOException {
        Path shelf = directory.resolve("shelf");
        Written.copy(written().getLast().resolve("shelf"), shelf);
        Path log = log(shelf);
        byte[] bytes = Files.readAllBytes(log);
        bytes[6] = 9;
        bytes[7] = ~9;
        Files.write(log, bytes);
        assertThatThrownBy(() -> Replay.of(snapshot(shelf), INDEX, new PointInTime(null, null)).reachable())
                .isInstanceOfSatisfying(SnapshotException.class, refused -> {
                    assertThat(refused.sentences()).contains("format 9", "newer version");
                    assertThat(refused.isDamaged()).isFalse();
                });
        assertThat(log).hasBinaryContent(bytes);
    }

    /** Whoever changes what is written first keeps what was written before as a fixture. */
    @Test
    void whatIsWrittenNowBeginsAsTheNewestFixture() throws IOException {
        Path now = directory.resolve("now");
        generate(now);
        assertThat(Files.readAllBytes(log(now.resolve("shelf")))).startsWith(
                java.util.Arrays.copyOf(Files.readAllBytes(log(written().getLast().resolve("shelf"))), 8));
    }

    private static Path snapshot(Path shelf) throws IOException {
        return only(shelf, "(?!changes-).*[0-9]z");
    }

    private static Path log(Path shelf) throws IOException {
        return only(only(shelf, "changes-.*"), INDEX + ".log");
    }

    private static Path only(Path parent, String name) throws IOException {
        try (Stream<Path> all = Files.list(parent)) {
            List<Path> fitting = all.filter(child -> String.valueOf(child.getFileName()).matches(name)).toList();
            assertThat(fitting).hasSize(1);
            return fitting.getFirst();
        }
    }
}
