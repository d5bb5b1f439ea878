package io.semblance.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;
import io.semblance.proof.Seeds;
import io.semblance.proof.Tally;
import io.semblance.record.RecordFile;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is damaged in a snapshot is found and named, and a damaged one restores nothing. */
class DamagedSnapshotTest {

    private static final int RANDOM_DAMAGES = 120;

    @TempDir
    Path directory;

    private Fixture fixture;
    private SnapshotView made;
    private List<Asset> assets;

    @BeforeEach
    void make() {
        fixture = Fixture.open(directory);
        fixture.fill("a", 5, 4);
        fixture.fill("b", 6, 2);
        made = fixture.snapshots.create(null);
        assets = Fixture.all(fixture.index("a"));
        assertThat(made.isSound()).isTrue();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Path copy(String name) throws IOException {
        Path from = fixture.pathOf(made);
        Path to = directory.resolve(name);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        return to;
    }

    private static List<String> faults(Path snapshot) {
        try {
            return SnapshotCheck.faults(snapshot);
        } catch (SnapshotException refused) {
            return List.of(refused.sentences());
        }
    }

    /** Pages of the record itself, while it is served, each of which says that it is another one. */
    @Test
    void damagedIndexIsNamedAndHasNoSnapshot() throws IOException {
        Path record = directory.resolve("data").resolve("indexes").resolve("a").resolve("data.mdb");
        byte[] sound = Files.readAllBytes(record);
        byte[] damaged = sound.clone();
        for (int page = 2 * 4_096; page < damaged.length; page += 4_096) {
            damaged[page] ^= 1;
        }
        overwrite(record, damaged);
        try {
            assertThatThrownBy(() -> fixture.snapshots.create(null))
                    .hasMessageContaining("Index 'a' is damaged, and no snapshot was made of it: page ");
            assertThat(fixture.snapshots.list()).extracting(SnapshotView::id).containsExactly(made.id());
        } finally {
            overwrite(record, sound);
        }
        assertThat(fixture.snapshots.create(null).isSound()).isTrue();
        assertThat(Fixture.all(fixture.index("a"))).isEqualTo(assets);
    }

    private static void overwrite(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), 0);
        }
    }

    @Test
    void anyRandomDamageIsDetectedOrHarmless(TestReporter report) throws IOException {
        long seed = Seeds.next();
        SplittableRandom random = new SplittableRandom(seed);
        int detected = 0;
        int harmless = 0;
        for (int i = 0; i < RANDOM_DAMAGES; i++) {
            Path snapshot = copy("damaged" + i);
            List<Path> files;
            try (Stream<Path> walked = Files.walk(snapshot)) {
                files = walked.filter(Files::isRegularFile).sorted().toList();
            }
            Path file = files.get(random.nextInt(files.size()));
            String how = damage(file, random, snapshot);
            List<String> faults = faults(snapshot);
            Path into = directory.resolve("into" + i);
            if (faults.isEmpty()) {
                assertThat(file.getFileName()).describedAs("seed %d, damage %d: %s", seed, i, how)
                        .hasToString(SnapshotFiles.VERIFIED);
                harmless++;
                Restoration.of(snapshot).into(into, "a", null);
            } else {
                detected++;
                assertThat(faults.toString()).describedAs("seed %d, damage %d: %s", seed, i, how)
                        .contains(String.valueOf(file.getFileName()));
                if (file.getFileName().toString().equals("data.mdb")) {
                    String index = file.getName(file.getNameCount() - 2).toString();
                    assertThatThrownBy(() -> Restoration.of(snapshot).into(into, index, null))
                            .describedAs("seed %d, damage %d: %s", seed, i, how).isInstanceOf(SnapshotException.class)
                            .hasMessageContaining("indexes/" + index + "/data.mdb");
                    assertThat(into.toFile().list()).isNullOrEmpty();
                }
            }
            delete(snapshot);
            delete(into);
        }
        report.publishEntry("damages", RANDOM_DAMAGES + " tried, " + detected + " detected, " + harmless
                + " harmless (verdicts of an earlier reading), seed " + seed);
        Tally.add("damages-tried", RANDOM_DAMAGES);
        Tally.add("damages-detected", detected);
        Tally.add("damages-harmless", harmless);
        assertThat(detected).isGreaterThan(RANDOM_DAMAGES / 2);
    }

    private static String damage(Path file, SplittableRandom random, Path snapshot) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int at = random.nextInt(bytes.length);
        int kind = random.nextInt(5);
        switch (kind) {
            case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> bytes = Arrays.copyOf(bytes, at);
            case 3 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(5_000));
            default -> {
                int to = Math.min(bytes.length, at + 4_096);
                random.nextBytes(bytes);
                Arrays.fill(bytes, at, to, (byte) 0);
            }
        }
        Files.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);
        return snapshot.relativize(file) + ", kind " + kind + " at " + at;
    }

    private static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> walked = Files.walk(tree)) {
                for (Path path : (Iterable<Path>) walked.sorted(Comparator.reverseOrder())::iterator) {
                    Files.delete(path);
                }
            }
        }
    }

    @Test
    void missingAndAdditionalFilesAndLinksAreNamed() throws IOException {
        Path snapshot = copy("names");
        Files.delete(snapshot.resolve("indexes/a/data.mdb"));
        Files.writeString(snapshot.resolve("indexes/b/more.mdb"), "x");
        Files.createDirectory(snapshot.resolve("indexes/c"));
        Files.createSymbolicLink(snapshot.resolve("indexes/d"), directory);
        assertThat(faults(snapshot)).containsExactlyInAnyOrder("indexes/a/data.mdb is missing or is no file",
                "indexes/b/more.mdb does not belong to it", "indexes/c does not belong to it",
                "indexes/d is a symbolic link");
    }

    @Test
    void linkInPlaceOfARecordIsNotFollowed() throws IOException {
        Path snapshot = copy("linked");
        Path record = snapshot.resolve("indexes/a/data.mdb");
        Path elsewhere = directory.resolve("elsewhere.mdb");
        Files.move(record, elsewhere);
        Files.createSymbolicLink(record, elsewhere);
        assertThat(faults(snapshot)).contains("indexes/a/data.mdb is a symbolic link");
        assertThatThrownBy(() -> Restoration.of(snapshot).into(directory.resolve("into"), "a", null))
                .isInstanceOf(SnapshotException.class).hasMessageContaining("indexes/a/data.mdb");
        Path whole = copy("directory");
        Path index = whole.resolve("indexes/a");
        Files.move(index, directory.resolve("elsewhere"));
        Files.createSymbolicLink(index, directory.resolve("elsewhere"));
        assertThatThrownBy(() -> Restoration.of(whole).into(directory.resolve("into"), "a", null))
                .isInstanceOf(SnapshotException.class).hasMessageContaining("indexes/a/data.mdb");
    }

    /** Where the verdict is written before it gets its name. */
    @Test
    void verdictIsNotWrittenThroughALink() throws IOException {
        Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "theirs");
        Files.createSymbolicLink(fixture.pathOf(made).resolve("verified.json.tmp"), elsewhere);
        SnapshotView view = fixture.snapshots.verify(made.id().text());
        assertThat(view.faults()).containsExactly("verified.json.tmp is a symbolic link");
        assertThat(Files.readString(elsewhere)).isEqualTo("theirs");
        assertThat(fixture.snapshots.verify(made.id().text()).isSound()).isTrue();
    }

    @Test
    void verdictOfAnyLengthIsNotReadIntoMemory() throws IOException {
        Path verdict = fixture.pathOf(made).resolve("verified.json");
        try (FileChannel channel = FileChannel.open(verdict, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), 3L << 30);
        }
        assertThat(fixture.snapshots.get(made.id().text()).isSound()).isFalse();
        assertThat(fixture.snapshots.verify(made.id().text()).isSound()).isTrue();
        assertThat(Files.size(verdict)).isLessThan(1_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = {
            "\"assets\" : |\"assets\" : 9|what it holds", "\"postings\" : |\"postings\" : 9|what it holds",
            "\"sequence\" : |\"sequence\" : 9|the sequence number",
            "\"score\" : 1.0|\"score\" : 0.5|the witness answer",
            "\"matches\" : |\"matches\" : 9|the witness answer",
            "\"threshold\" : 0.75|\"threshold\" : 0.99|the witness answer",
            "\"bytes\" : |\"bytes\" : 9|bytes instead of", "\"committed\" : \"20|\"committed\" : \"19|the time",
            "\"name\" : \"a\"|\"name\" : \"../a\"|cannot be read",
            "\"name\" : \"a\"|\"name\" : \"/etc\"|cannot be read",
            "\"name\" : \"a\"|\"name\" : \"b\"|cannot be read",
            "\"name\" : \"data.mdb\"|\"name\" : \"../../../x\"|cannot be read",
            "\"backend\" : \"usearch\"|\"backend\" : \"../x\"|cannot be read",
            "\"simprint_threshold\" : 0.75|\"simprint_threshold\" : 0.99|the witness answer for parts of",
            "\"simprint_threshold\" : 0.75|\"simprint_threshold\" : 7|threshold of simprints is 0 to 1",
            "\"queries\" : {|\"queries\" : { \"NONE\" : [ \"AAAAAAAAAAA\" ],|no such simprints of type NONE",
            "\"queries\" : {|\"queries\" : { \"NONE\" : [ \"!\" ],|cannot be read",
            "\"complete\" : true|\"complete\" : null|cannot be read",
            "\"format\" : 2|\"format\" : 1|has no member", "\"format\" : 2|\"format\" : 3|newer version",
            "\"format\" : 2|\"format\" : 0|states no format",
            "\"format\" : 2|\"format\" : 2, \"more\" : 1|cannot be read", "{|{ {|no JSON"})
    void manifestThatLiesIsFoundOutThoughItsHashIsRight(String from, String to, String named) throws IOException {
        Path snapshot = copy("lying");
        rewrite(snapshot, text -> {
            int at = text.indexOf(from);
            assertThat(at).describedAs(text).isNotNegative();
            return text.substring(0, at) + to + text.substring(at + from.length());
        });
        assertThat(faults(snapshot).toString()).contains(named);
    }

    /** As a record that was damaged while it was served is copied: the hash is that of the damaged copy. */
    @Test
    void recordThatWasDamagedBeforeItWasHashedIsNamedAndEndsNoProcess() throws IOException {
        long seed = Seeds.next();
        SplittableRandom random = new SplittableRandom(seed);
        int detected = 0;
        for (int i = 0; i < 60; i++) {
            String context = "seed " + seed + ", damage " + i;
            Path snapshot = copy("before" + i);
            Path record = snapshot.resolve("indexes/a/data.mdb");
            String before = Hashes.of(record);
            byte[] bytes = Files.readAllBytes(record);
            int at = random.nextInt(bytes.length - 8);
            for (int j = 0; j < 1 + random.nextInt(8); j++) {
                bytes[at + j] = (byte) random.nextInt(256);
            }
            Files.write(record, bytes);
            rewrite(snapshot, text -> text.replace(before, Hashes.of(bytes)));
            List<String> faults = faults(snapshot);
            Path into = directory.resolve("into" + i);
            if (faults.isEmpty()) {
                Restoration.of(snapshot).into(into, "a", null);
                assertThat(served(into)).describedAs(context).isEqualTo(assets);
            } else {
                detected++;
                assertThat(faults.toString()).describedAs(context).contains("indexes/a/data.mdb");
                assertThatThrownBy(() -> Restoration.of(snapshot).into(into, "a", null)).describedAs(context)
                        .isInstanceOf(SnapshotException.class).hasMessageContaining("indexes/a/data.mdb");
                assertThat(into.toFile().list()).isEmpty();
            }
            delete(snapshot);
            delete(into);
        }
        assertThat(detected).describedAs("seed %d", seed).isGreaterThan(10);
    }

    private static List<Asset> served(Path data) {
        try (AssetIndexes indexes = Backends.open(new IndexUri(IndexUri.Scheme.USEARCH, data),
                BackendSettings.defaults())) {
            indexes.load((done, total) -> {
            });
            return Fixture.all(Objects.requireNonNull(indexes.find("a")));
        }
    }

    private static void rewrite(Path snapshot, UnaryOperator<String> change) throws IOException {
        Path manifest = snapshot.resolve(SnapshotFiles.MANIFEST);
        byte[] changed = change.apply(Files.readString(manifest)).getBytes(StandardCharsets.UTF_8);
        Files.write(manifest, changed);
        Files.writeString(snapshot.resolve(SnapshotFiles.MANIFEST_HASH),
                Hashes.of(changed) + "  " + SnapshotFiles.MANIFEST + "\n");
    }

    /** The control: a check that sees nothing would pass these too. */
    @Test
    void soundSnapshotHasNoFaultsAndReadingItChangesNothing() throws IOException {
        Path snapshot = copy("sound");
        List<String> before = listing(snapshot);
        assertThat(faults(snapshot)).isEmpty();
        assertThat(listing(snapshot)).isEqualTo(before);
        Restoration.of(snapshot).into(directory.resolve("into"), null, null);
        assertThat(listing(snapshot)).isEqualTo(before);
    }

    private static List<String> listing(Path tree) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> walked = Files.walk(tree)) {
            for (Path path : (Iterable<Path>) walked.sorted()::iterator) {
                lines.add(path + " " + Files.getLastModifiedTime(path)
                        + (Files.isRegularFile(path) ? " " + Hashes.of(path) : ""));
            }
        }
        return lines;
    }

    @Test
    void damagedSnapshotIsKnownAsSuchAndCountsForNothing() throws IOException {
        Path record = fixture.pathOf(made).resolve("indexes/a").resolve(RecordFile.NAME);
        byte[] bytes = Files.readAllBytes(record);
        bytes[bytes.length / 2] ^= 1;
        Files.write(record, bytes);
        SnapshotView view = fixture.snapshots.verify(made.id().text());
        assertThat(view.isSound()).isFalse();
        assertThat(view.faults()).containsExactly("indexes/a/data.mdb has not the hash that the manifest states");
        assertThat(fixture.snapshots.get(made.id().text()).isSound()).isFalse();
        assertThat(fixture.snapshots.newestSound()).isNull();
        assertThat(fixture.snapshots.failures()).isEqualTo(1);
        assertThatThrownBy(() -> fixture.snapshots.restore(made.id().text(), "a", "back"))
                .hasMessageContaining("indexes/a/data.mdb");
        assertThatThrownBy(() -> fixture.snapshots.restore(made.id().text(), "b", "back"))
                .as("nor what is sound in it").hasMessageContaining("was not read back as sound");
        assertThat(fixture.indexes.names()).containsExactly("a", "b");
        assertThat(Fixture.all(fixture.index("a"))).isEqualTo(assets);
        assertThat(directory.resolve("data/indexes").toFile().list()).containsExactlyInAnyOrder("a", "b");
    }
}
