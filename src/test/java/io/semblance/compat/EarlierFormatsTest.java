package io.semblance.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.BackendReport;
import io.semblance.record.DataDirectoryException;
import io.semblance.record.RecordFile;
import io.semblance.record.Table;
import io.semblance.snapshot.Restoration;
import io.semblance.snapshot.SnapshotCheck;
import io.semblance.snapshot.SnapshotException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What earlier versions wrote is read, value by value (R16); what a later one wrote is refused in words. */
class EarlierFormatsTest {

    private static final Path FIXTURES = Path.of("src/test/resources/compat");

    @TempDir
    Path directory;

    /** Each format, with each backend that has files. */
    static List<Path> written() throws IOException {
        try (Stream<Path> versions = Files.list(FIXTURES)
                .filter(child -> child.getFileName().toString().matches("v[0-9]+"))) {
            return versions.sorted().flatMap(version -> Written.SCHEMES.stream().map(version::resolve)).toList();
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "compat.generate", matches = "v[0-9]+")
    void fixturesAreMadeByTheVersionThatStandsForThem() throws IOException {
        Path into = FIXTURES.resolve(System.getProperty("compat.generate"));
        assertThat(into).doesNotExist();
        Written.generate(into);
    }

    @ParameterizedTest
    @MethodSource("written")
    void dataDirectoryOfAnEarlierFormatIsServedAndWritten(Path fixture) throws IOException {
        Path data = directory.resolve("data");
        Written.copy(fixture.resolve("data"), data);
        compared(fixture, data);
        try (AssetIndexes indexes = Written.open(scheme(fixture), data)) {
            AssetIndex some = Written.index(indexes, "some");
            long before = some.figures().sequence();
            some.delete(List.of(some.page(null, 1, false).getFirst().id()));
            assertThat(some.figures().sequence()).isEqualTo(before + 1);
            assertThat(((BackendReport) indexes).failedIndexes()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("written")
    void snapshotOfAnEarlierFormatIsSoundAndIsRestored(Path fixture) throws IOException {
        Path snapshot = fixture.resolve("snapshot");
        assertThat(SnapshotCheck.faults(snapshot)).isEmpty();
        Path data = directory.resolve("data");
        assertThat(Restoration.of(snapshot).into(data, null, null)).isEqualTo(Written.INDEXES);
        compared(fixture, data);
    }

    private static void compared(Path fixture, Path data) throws IOException {
        try (AssetIndexes indexes = Written.open(scheme(fixture), data)) {
            assertThat(indexes.names()).isEqualTo(Written.INDEXES);
            for (String name : Written.INDEXES) {
                AssetIndex index = Written.index(indexes, name);
                assertThat(WrittenDown.assets(index)).isEqualTo(expected(fixture, name + ".assets"));
                String answers = expected(fixture, name + ".answers");
                assertThat(WrittenDown.again(index, answers)).isEqualTo(answers);
            }
        }
    }

    private static String scheme(Path fixture) {
        return String.valueOf(fixture.getFileName());
    }

    private static String expected(Path fixture, String file) throws IOException {
        return Files.readString(fixture.resolve("expected").resolve(file));
    }

    /** Whoever changes what is written first keeps what was written before as a fixture. */
    @Test
    void whatIsWrittenNowHasTheFilesAndFormatsOfTheNewestFixture() throws IOException {
        Path now = directory.resolve("now");
        Written.generate(now);
        for (String scheme : Written.SCHEMES) {
            Path newest = written().getLast().resolveSibling(scheme);
            assertThat(formats(now.resolve(scheme))).isEqualTo(formats(newest));
            assertThat(files(now.resolve(scheme))).isEqualTo(files(newest));
            for (String index : Written.INDEXES) {
                Path data = Path.of("data", "indexes", index);
                assertThat(values(now.resolve(scheme).resolve(data))).as("%s of %s", index, scheme)
                        .isEqualTo(values(newest.resolve(data)));
            }
        }
    }

    /** Bytes of all keys and values but those that tell of the record itself, and the log, which has times. */
    private List<String> values(Path index) throws IOException {
        // LMDB locks what it reads, and fixtures are not written to.
        Path copy = Files.createTempDirectory(directory, "record");
        Files.copy(index.resolve("data.mdb"), copy.resolve("data.mdb"));
        List<String> values = new ArrayList<>();
        try (RecordFile record = RecordFile.open(copy)) {
            for (Table table : EnumSet.complementOf(EnumSet.of(Table.META, Table.LOG))) {
                record.read(tx -> {
                    tx.scan(table, new byte[0], (key, value) -> values.add(table + " " + hex(key) + " " + hex(value)));
                    return null;
                });
            }
        }
        return values;
    }

    private static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }

    private static List<String> formats(Path of) throws IOException {
        String manifest = Files.readString(of.resolve("snapshot/manifest.json"));
        return List.of(Files.readString(of.resolve("data/FORMAT")),
                manifest.lines().filter(line -> line.contains("\"format\"")).findFirst().orElseThrow());
    }

    private static Set<String> files(Path of) throws IOException {
        try (Stream<Path> all = Files.walk(of)) {
            return all.filter(Files::isRegularFile).map(file -> of.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void newerDataDirectoryIsRefusedInWordsAndNothingIsTouched() throws IOException {
        Path data = directory.resolve("data");
        Written.copy(written().getLast().resolve("data"), data);
        Files.writeString(data.resolve("FORMAT"), "semblance 999\n");
        // A copy that says otherwise would have the mark taken for damaged.
        Files.deleteIfExists(data.resolve("MARKS"));
        assertThatThrownBy(() -> Written.open("lmdb", data)).isInstanceOfSatisfying(DataDirectoryException.class,
                refused -> assertThat(refused.problem() + refused.action()).contains("format 999", "or a newer one"));
        assertThat(data.resolve("FORMAT")).hasContent("semblance 999");
    }

    @Test
    void newerSnapshotIsRefusedInWords() throws Exception {
        Path snapshot = directory.resolve("snapshot");
        Written.copy(written().getLast().resolve("snapshot"), snapshot);
        String manifest = Files.readString(snapshot.resolve("manifest.json")).replaceFirst("\"format\" : [0-9]+",
                "\"format\" : 999");
        Files.writeString(snapshot.resolve("manifest.json"), manifest);
        Files.writeString(snapshot.resolve("manifest.sha256"), Sha256.line(manifest, "manifest.json"));
        assertThatThrownBy(() -> Restoration.of(snapshot)).isInstanceOfSatisfying(SnapshotException.class, refused -> {
            assertThat(refused.sentences()).contains("format 999", "newer version");
            assertThat(refused.isDamaged()).isFalse();
        });
    }
}
