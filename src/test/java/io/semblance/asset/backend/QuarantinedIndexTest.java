package io.semblance.asset.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.BackendReport;
import io.semblance.asset.BackendReport.SetAside;
import io.semblance.asset.IndexRecords;
import io.semblance.asset.RandomAssets;
import io.semblance.problem.ProblemException;
import io.semblance.problem.ProblemType;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start does about a damaged index, and what ends it. */
class QuarantinedIndexTest {

    @TempDir
    Path directory;

    private final RandomAssets assets = new RandomAssets(new SplittableRandom(5), 40);
    private Path data = Path.of("");
    private Path backup = Path.of("");
    private List<Asset> stored = List.of();

    @BeforeEach
    void writeAndDamage() throws IOException {
        data = directory.resolve("data");
        backup = Files.createDirectories(directory.resolve("backup"));
        try (AssetIndexes indexes = open()) {
            for (String name : List.of("works", "others")) {
                indexes.create(name).put(Stream.generate(assets::asset).limit(60).toList());
            }
            ((IndexRecords) indexes).copy("works", backup);
            stored = page(indexes, "works");
        }
        byte[] bytes = Files.readAllBytes(record());
        bytes[bytes.length / 2 / 4096 * 4096] ^= 1;
        Files.write(record(), damagedSomewhere(bytes));
    }

    /** The file has free pages, so one bit may be harmless: all pages but the first two get one. */
    private static byte[] damagedSomewhere(byte[] bytes) {
        for (int at = 2 * 4096; at < bytes.length; at += 4096) {
            bytes[at] ^= 4;
        }
        return bytes;
    }

    private Path record() {
        return data.resolve("indexes/works/data.mdb");
    }

    private AssetIndexes open() {
        return TestedBackend.USEARCH.open(data);
    }

    private static List<Asset> page(AssetIndexes indexes, String name) {
        return Objects.requireNonNull(indexes.find(name)).page(null, 1_000, true);
    }

    private static List<SetAside> setAside(AssetIndexes indexes) {
        return ((BackendReport) indexes).setAside();
    }

    private static void assertQuarantined(Runnable request) {
        assertThatThrownBy(request::run).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.type()).isEqualTo(ProblemType.INDEX_QUARANTINED);
            assertThat(problem.detail()).contains("works", "is damaged", "quarantine/", "Restore its newest snapshot");
        });
    }

    private void restore(AssetIndexes indexes, String name) {
        ((IndexRecords) indexes).adopt(name, target -> {
            try {
                Files.copy(backup.resolve("data.mdb"), target.resolve("data.mdb"), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @Test
    void damagedIndexIsSetAsideUntouchedAndTheOthersTakeWrites() throws IOException {
        byte[] damaged = Files.readAllBytes(record());
        for (int start = 0; start < 3; start++) {
            try (AssetIndexes indexes = open()) {
                assertThat(indexes.names()).containsExactly("others");
                Objects.requireNonNull(indexes.find("others")).put(List.of(assets.asset()));
                assertQuarantined(() -> indexes.find("works"));
                assertQuarantined(() -> indexes.create("works"));
                assertQuarantined(() -> indexes.delete("works"));
                assertQuarantined(() -> ((IndexRecords) indexes).rename("works", "w"));
                assertThat(setAside(indexes)).singleElement().satisfies(entry -> {
                    assertThat(entry.what()).isEqualTo("index works");
                    assertThat(entry.blocking()).isTrue();
                });
                assertThat(((BackendReport) indexes).failedIndexes()).isEmpty();
            }
        }
        Path entry = entry();
        assertThat(entry.resolve("works/data.mdb")).hasBinaryContent(damaged);
        assertThat(Files.readString(entry.resolve("WHY.txt"))).contains("what:    index works",
                "from:    indexes/works", "when:    20", "why:     ", "to do:   Restore");
    }

    private Path entry() throws IOException {
        try (Stream<Path> entries = Files.list(data.resolve("quarantine"))) {
            return entries.reduce((one, other) -> {
                throw new AssertionError("two entries");
            }).orElseThrow();
        }
    }

    @Test
    void restoredIndexTakesThePlaceInOneStepAndTheFilesStay() throws IOException {
        try (AssetIndexes indexes = open()) {
            restore(indexes, "works");
            assertThat(page(indexes, "works")).isEqualTo(stored);
            assertThat(setAside(indexes)).singleElement().matches(entry -> !entry.blocking());
        }
        try (AssetIndexes indexes = open()) {
            assertThat(page(indexes, "works")).isEqualTo(stored);
            assertThat(indexes.delete("works")).isTrue();
            assertThat(indexes.find("works")).isNull();
        }
        assertThat(entry().resolve("works/data.mdb")).exists();
    }

    @Test
    void renamedIndexTakesThePlaceInOneStep() {
        try (AssetIndexes indexes = open()) {
            restore(indexes, "restored");
            assertThat(((IndexRecords) indexes).rename("restored", "works")).isTrue();
            assertThat(page(indexes, "works")).isEqualTo(stored);
        }
        try (AssetIndexes indexes = open()) {
            assertThat(indexes.names()).containsExactly("others", "works");
        }
    }

    @Test
    void nameIsFreeOnceTheEntryIsDeleted() throws IOException {
        try (AssetIndexes indexes = open()) {
            try (Stream<Path> all = Files.walk(entry())) {
                for (Path path : all.sorted((one, other) -> other.compareTo(one)).toList()) {
                    Files.delete(path);
                }
            }
            assertThat(indexes.find("works")).isNull();
            assertThat(setAside(indexes)).isEmpty();
            indexes.create("works");
        }
    }

    @Test
    void damagedNoteKeepsTheNameTaken() throws IOException {
        open().close();
        Files.write(entry().resolve("WHY.txt"), new byte[]{0, -1, 7});
        try (AssetIndexes indexes = open()) {
            assertThatThrownBy(() -> indexes.find("works")).isInstanceOfSatisfying(ProblemException.class,
                    problem -> assertThat(problem.type()).isEqualTo(ProblemType.INDEX_QUARANTINED));
        }
    }

    @Test
    void strayThingsAmongTheIndexesAreSetAside() throws IOException {
        Files.writeString(data.resolve("indexes/notes.txt"), "mine");
        Files.createDirectories(data.resolve("indexes/Not-An-Index"));
        Files.createDirectories(data.resolve("indexes/empty"));
        try (AssetIndexes indexes = open()) {
            assertThat(indexes.names()).containsExactly("others");
            assertThat(setAside(indexes)).extracting(SetAside::what).containsExactlyInAnyOrder("index works",
                    "stray notes.txt", "stray Not-An-Index", "index empty");
        }
    }

    @Test
    void filesInPlaceOfTheFoldersRefuseNoStart() throws IOException {
        Files.writeString(data.resolve("quarantine"), "a file");
        try (AssetIndexes indexes = open()) {
            assertThat(indexes.names()).containsExactly("others");
            assertQuarantined(() -> indexes.find("works"));
        }
        Files.move(data.resolve("indexes"), directory.resolve("elsewhere"));
        Files.writeString(data.resolve("indexes"), "a file too");
        try (AssetIndexes indexes = open()) {
            assertThat(indexes.names()).isEmpty();
            assertThat(setAside(indexes)).extracting(SetAside::what).contains("index works", "stray indexes");
            indexes.create("anew").put(List.of(assets.asset()));
        }
    }

    @Test
    void cutMoveIsDoneAgainAtTheNextStart() throws IOException {
        // As a kill between the two renames leaves it.
        Path cut = Files.createDirectories(data.resolve("quarantine/20260101T000000000Z-index-works"));
        Files.writeString(cut.resolve("WHY.txt"), "what: index works\n");
        Files.createDirectories(data.resolve("quarantine/.arriving-x"));
        try (AssetIndexes indexes = open()) {
            assertQuarantined(() -> indexes.find("works"));
            assertThat(setAside(indexes)).hasSize(1);
        }
        assertThat(cut).doesNotExist();
        assertThat(entry().resolve("works/data.mdb")).exists();
    }

    @Test
    void indexThatCannotBeOpenedForAnotherReasonStaysWhereItIs() throws IOException {
        Path lock = data.resolve("indexes/others/lock.mdb");
        Files.delete(lock);
        Files.createDirectory(lock);
        try (AssetIndexes indexes = open()) {
            assertThat(((BackendReport) indexes).failedIndexes()).containsOnlyKeys("others");
            assertThatThrownBy(() -> indexes.find("others")).isInstanceOfSatisfying(ProblemException.class,
                    problem -> assertThat(problem.type()).isEqualTo(ProblemType.INDEX_FAILED));
        }
        Files.delete(lock);
        try (AssetIndexes indexes = open()) {
            assertThat(indexes.names()).containsExactly("others");
        }
    }

    @Test
    void indexOnADiskThatIsNotMountedStaysWhereItIsAndComesBackWithIt() throws IOException {
        Path disk = Files.createDirectories(directory.resolve("disk"));
        Files.move(data.resolve("indexes/others"), disk.resolve("others"));
        Files.createSymbolicLink(data.resolve("indexes/others"), disk.resolve("others"));
        Files.move(disk, directory.resolve("unplugged"));
        try (AssetIndexes indexes = open()) {
            assertThat(((BackendReport) indexes).failedIndexes()).containsOnlyKeys("others");
            assertThatThrownBy(() -> indexes.create("others")).isInstanceOf(ProblemException.class);
            assertThat(setAside(indexes)).extracting(SetAside::what).containsExactly("index works");
        }
        Files.move(directory.resolve("unplugged"), disk);
        try (AssetIndexes indexes = open()) {
            assertThat(page(indexes, "others")).isNotEmpty();
        }
    }

    /** What the runbook says of an older file that somebody put there on purpose. */
    @Test
    void olderFileIsServedOnceItIsMovedBackWithoutItsMark() throws IOException {
        Path others = data.resolve("indexes/others");
        Path old = directory.resolve("old.mdb");
        Files.copy(others.resolve("data.mdb"), old);
        List<Asset> before;
        try (AssetIndexes indexes = open()) {
            before = page(indexes, "others");
            Objects.requireNonNull(indexes.find("others")).put(List.of(assets.asset()));
        }
        Files.move(old, others.resolve("data.mdb"), StandardCopyOption.REPLACE_EXISTING);
        open().close();
        Path aside;
        try (Stream<Path> entries = Files.list(data.resolve("quarantine"))) {
            aside = entries.filter(path -> path.toString().endsWith("-index-others")).findFirst().orElseThrow();
        }
        assertThat(Files.readString(aside.resolve("WHY.txt"))).contains("older than it should be", "MARK");
        Files.move(aside.resolve("others"), others);
        Files.delete(others.resolve("MARK"));
        try (AssetIndexes indexes = open()) {
            assertThat(page(indexes, "others")).isEqualTo(before);
            assertThat(setAside(indexes)).extracting(SetAside::what).containsExactly("index works");
        }
    }

    @Test
    void exchangedMarksOfTheDirectoryRefuseNoStart() throws IOException {
        for (List<String> two : List.of(List.of("FORMAT", "MARKS"), List.of("BACKEND", "MARKS"),
                List.of("FORMAT", "BACKEND"))) {
            String first = Files.readString(data.resolve(two.getFirst()));
            Files.writeString(data.resolve(two.getFirst()), Files.readString(data.resolve(two.getLast())));
            Files.writeString(data.resolve(two.getLast()), first);
            try (AssetIndexes indexes = open()) {
                assertThat(indexes.names()).as("%s", two).containsExactly("others");
            }
        }
    }

    @Test
    void damagedMarksOfTheDirectoryRefuseNoStart() throws IOException {
        for (String mark : List.of("FORMAT", "BACKEND", "MARKS", "semblance.lock")) {
            for (String text : List.of("", "semblance 3\n", "lmdb\n", "\0\0\0")) {
                Files.writeString(data.resolve(mark), text);
                try (AssetIndexes indexes = open()) {
                    assertThat(indexes.names()).as("%s says %s", mark, text).containsExactly("others");
                }
            }
        }
    }
}
