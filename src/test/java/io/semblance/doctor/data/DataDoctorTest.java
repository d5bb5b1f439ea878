package io.semblance.doctor.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.BackendReport.GraphFigures;
import io.semblance.asset.IndexRecords;
import io.semblance.asset.RandomAssets;
import io.semblance.asset.backend.TestedBackend;
import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;
import io.semblance.code.MainType;
import io.semblance.code.UnitType;
import io.semblance.doctor.Severity;
import io.semblance.record.DataDirectoryException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDoctorTest {

    @TempDir
    Path directory;

    @BeforeEach
    void write() {
        RandomAssets assets = new RandomAssets(new SplittableRandom(9), 40);
        try (AssetIndexes indexes = TestedBackend.USEARCH.open(directory)) {
            indexes.create("works").put(Stream.generate(assets::asset).limit(60).toList());
        }
    }

    private List<DataFinding> look(boolean repair) throws IOException {
        return DataDoctor.findings(directory, repair);
    }

    private static DataFinding of(List<DataFinding> findings, String what) {
        return findings.stream().filter(one -> one.what().equals(what)).findFirst().orElseThrow();
    }

    private void damage(String file, int from) throws IOException {
        byte[] bytes = Files.readAllBytes(directory.resolve(file));
        for (int at = from; at < bytes.length; at += 4096) {
            bytes[at] ^= 4;
        }
        Files.write(directory.resolve(file), bytes);
    }

    @Test
    void soundDirectoryHasNothingToComplainAboutAndIsLeftAsItIs() throws IOException {
        byte[] before = Files.readAllBytes(directory.resolve("indexes/works/data.mdb"));
        List<DataFinding> findings = look(false);
        assertThat(DataReport.worst(findings)).as("%s", findings).isEqualTo(Severity.FINE);
        assertThat(of(findings, "index works").found()).contains("assets", "every page, value and the sum");
        assertThat(directory.resolve("indexes/works/data.mdb")).hasBinaryContent(before);
    }

    @Test
    void damagedRecordIsAnErrorAndNoRepairTouchesIt() throws IOException {
        damage("indexes/works/data.mdb", 2 * 4096);
        byte[] before = Files.readAllBytes(directory.resolve("indexes/works/data.mdb"));
        DataFinding found = of(look(true), "index works");
        assertThat(found.severity()).isEqualTo(Severity.ERROR);
        assertThat(found.found()).contains("is damaged");
        assertThat(directory.resolve("indexes/works/data.mdb")).hasBinaryContent(before);
    }

    @Test
    void whatIsDerivedIsToldAndRemovedOnlyByARepair() throws IOException {
        Path graph = directory.resolve("indexes/works/CONTENT_TEXT_V0-256.graph");
        Path mark = directory.resolve("indexes/works/MARK");
        Path leftover = Files.createDirectories(directory.resolve("indexes/.creating-x"));
        Files.writeString(graph, "no graph");
        Files.writeString(mark, "no mark");
        Path estimates = Files.writeString(directory.resolve("indexes/works/ESTIMATES"), "no estimates");
        List<DataFinding> told = look(false);
        assertThat(of(told, "graph works/CONTENT_TEXT_V0-256").severity()).isEqualTo(Severity.WARNING);
        assertThat(of(told, "mark works").severity()).isEqualTo(Severity.WARNING);
        assertThat(of(told, "estimates works").severity()).isEqualTo(Severity.WARNING);
        assertThat(graph).exists();
        List<DataFinding> repaired = look(true);
        assertThat(of(repaired, "graph works/CONTENT_TEXT_V0-256").found()).startsWith("repaired: ");
        assertThat(List.of(graph, mark, estimates, leftover)).noneMatch(Files::exists);
        assertThat(DataReport.worst(look(false))).isEqualTo(Severity.FINE);
    }

    @Test
    void heldDirectoryIsToldAndItsRecordsAreNotRead() throws IOException {
        try (AssetIndexes indexes = TestedBackend.USEARCH.open(directory)) {
            damage("indexes/works/MARK", 0);
            List<DataFinding> findings = look(true);
            assertThat(of(findings, "lock").found()).contains("held by");
            assertThat(findings).extracting(DataFinding::what).doesNotContain("index works", "mark works");
            assertThat(directory.resolve("indexes/works/MARK")).exists();
            assertThat(indexes.names()).containsExactly("works");
        }
    }

    @Test
    void whatLiesBesideTheIndexesIsToldAndOnlyLeftoversAreRemoved() throws IOException {
        Files.writeString(directory.resolve("notes.txt"), "mine");
        Files.writeString(directory.resolve("MARKS.tmp"), "half");
        Files.writeString(directory.resolve(".probe-1"), "probe");
        List<DataFinding> findings = look(false);
        assertThat(DataReport.worst(findings)).isEqualTo(Severity.INFORMATION);
        assertThat(of(findings, "file notes.txt").found()).contains("none of the service's");
        assertThat(of(findings, "leftover MARKS.tmp").remedy()).contains("--repair");
        assertThat(of(findings, "leftover .probe-1").remedy()).contains("--repair");
        assertThat(of(look(true), "leftover MARKS.tmp").found()).contains("was removed");
        assertThat(directory.toFile().list()).contains("notes.txt", "MARKS").doesNotContain("MARKS.tmp", ".probe-1");
    }

    /** A copy of the record that somebody made beside it may be all that he has. */
    @Test
    void onlyWhatASaveLeavesIsRemovedFromAnIndex() throws IOException {
        Path index = directory.resolve("indexes/works");
        Path copy = Files.copy(index.resolve("data.mdb"), index.resolve("data.mdb.tmp"));
        Path notes = Files.writeString(Files.createDirectory(index.resolve("keep.tmp")).resolve("notes"), "mine");
        Path folder = Files.createDirectory(index.resolve("CONTENT_TEXT_V0-256.graph"));
        Path folderBeside = Files.createDirectory(directory.resolve("MARKS.tmp"));
        Path link = Files.createSymbolicLink(index.resolve("MARK.tmp"), copy);
        List<Path> cut = List.of(index.resolve("ESTIMATES.tmp"), index.resolve("CONTENT_TEXT_V0-64.graph.tmp"));
        for (Path file : cut) {
            Files.writeString(file, "half");
        }
        List<DataFinding> repaired = look(true);
        assertThat(repaired).filteredOn(one -> one.found().startsWith("repaired: ")).extracting(DataFinding::what)
                .containsExactlyInAnyOrder("leftover works/ESTIMATES.tmp",
                        "leftover works/CONTENT_TEXT_V0-64.graph.tmp");
        assertThat(repaired).filteredOn(one -> one.found().equals("is none of the service's"))
                .extracting(DataFinding::what).containsExactlyInAnyOrder("file works/data.mdb.tmp",
                        "file works/keep.tmp", "file works/CONTENT_TEXT_V0-256.graph", "file works/MARK.tmp",
                        "file MARKS.tmp");
        assertThat(cut).noneMatch(Files::exists);
        assertThat(List.of(copy, notes, folder, folderBeside, link)).allMatch(Files::exists);
        Files.delete(link);
        Files.writeString(link, "half");
        assertThat(of(look(false), "leftover works/MARK.tmp").remedy()).contains("--repair");
        assertThat(of(look(true), "leftover works/MARK.tmp").found()).startsWith("repaired: ");
        assertThat(link).doesNotExist();
    }

    @Test
    void restoreThatDidNotEndIsAnErrorAndNoRepairTakesItsMarkAway() throws IOException {
        Path mark = Files.createFile(directory.resolve("RESTORING"));
        DataFinding found = of(look(true), "restore");
        assertThat(found.severity()).isEqualTo(Severity.ERROR);
        assertThat(found.found()).contains("has not ended").doesNotEndWith(".");
        assertThat(found.remedy()).contains("delete the directory", "restore again");
        assertThat(mark).exists();
    }

    @Test
    void strayAndQuarantinedThingsAreWarnings() throws IOException {
        damage("indexes/works/data.mdb", 2 * 4096);
        TestedBackend.USEARCH.open(directory).close();
        Files.writeString(directory.resolve("indexes/notes"), "mine");
        List<DataFinding> findings = look(false);
        assertThat(findings).filteredOn(one -> one.what().startsWith("quarantine ")).singleElement()
                .matches(one -> one.found().startsWith("index works: ") && one.severity() == Severity.WARNING);
        assertThat(of(findings, "stray notes").severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void whatIsNoDataDirectoryIsRefused() {
        assertThatThrownBy(() -> DataDoctor.findings(directory.resolve("indexes/works"), true))
                .isInstanceOf(DataDirectoryException.class);
    }

    @Test
    void servedDataIsReadWhileItIsServed() throws IOException {
        try (AssetIndexes indexes = TestedBackend.USEARCH.open(directory)) {
            List<DataFinding> findings = new ServedData((IndexRecords) indexes).findings();
            assertThat(of(findings, "index works").severity()).isEqualTo(Severity.FINE);
            assertThat(of(findings, "index works").found()).endsWith("every value is sound, the codes in memory too");
        }
        assertThat(new ServedData(null).findings()).singleElement()
                .matches(one -> one.severity() == Severity.INFORMATION);
    }

    /** Of an index on a clock whose every reading is two seconds later: a look has 30 and a state 5, so none reads all. */
    private static ServedData slowly(AssetIndexes indexes, List<Duration> rests) {
        AtomicLong clock = new AtomicLong();
        return new ServedData((IndexRecords) indexes, () -> clock.addAndGet(Duration.ofSeconds(2).toNanos()),
                nanos -> rests.add(Duration.ofNanos(nanos)));
    }

    @Test
    void looksGoOnWhereTheLastOneEndedUntilTheyHaveComeRoundToAll() {
        RandomAssets assets = new RandomAssets(new SplittableRandom(9), 2_000);
        List<Duration> rests = new ArrayList<>();
        try (AssetIndexes indexes = TestedBackend.USEARCH.open(directory)) {
            for (int i = 0; i < 5; i++) {
                indexes.create("large" + i).put(Stream.generate(assets::asset).limit(1_500).toList());
            }
            ServedData served = slowly(indexes, rests);
            List<DataFinding> findings = served.findings();
            assertThat(findings).filteredOn(one -> one.what().startsWith("index large"))
                    .extracting(DataFinding::severity).hasSize(5).containsOnly(Severity.INFORMATION);
            assertThat(of(findings, "index large0").found())
                    .startsWith("was not looked through once since the start of the service: ")
                    .endsWith(" entries were read so far, and are sound");
            assertThat(of(findings, "index large4").found()).endsWith(": its turn has not come yet");
            int looks = 1;
            for (; findings.stream().anyMatch(one -> one.severity() != Severity.FINE); looks++) {
                assertThat(looks).as("looks until all were read").isLessThan(100);
                findings = served.findings();
            }
            assertThat(looks).as("no look has the time for all").isGreaterThan(2);
            assertThat(findings).filteredOn(one -> one.what().startsWith("index large"))
                    .extracting(DataFinding::found)
                    .anyMatch(found -> found.endsWith("every value is sound, the codes in memory too"))
                    .anyMatch(
                            found -> found.matches(".*every value was sound, the codes in memory too, when it had been"
                                    + " looked through \\d+ s ago; the next time has come to \\d+ of \\d+ entries"));
        }
        assertThat(rests).as("as long as it read").containsOnly(Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    /** Behind what one look reads; the file is what LMDB has mapped. */
    @Test
    void damageThatNoLookReachesAtOnceIsFoundByLaterOnesAndStaysTold() throws IOException {
        RandomAssets assets = new RandomAssets(new SplittableRandom(9), 4_000);
        byte[] body = new byte[32];
        new SplittableRandom(10).nextBytes(body);
        IsccUnit last = new IsccUnit(new UnitType(MainType.DATA, 0, 0), 256, word(body, 0), word(body, 1),
                word(body, 2), word(body, 3));
        try (AssetIndexes indexes = TestedBackend.USEARCH.open(directory)) {
            AssetIndex large = indexes.create("large");
            large.put(Stream.generate(assets::asset).limit(3_000).toList());
            large.put(List.of(new Asset(new IsccId(0, -1), null, null, List.of(last), null, null)));
            ServedData served = slowly(indexes, new ArrayList<>());
            damageUnit(directory.resolve("indexes/large/data.mdb"), body);
            DataFinding found = of(served.findings(), "index large");
            assertThat(found.severity()).as(found.found()).isEqualTo(Severity.INFORMATION);
            for (int look = 0; look < 20 && found.severity() != Severity.ERROR; look++) {
                found = of(served.findings(), "index large");
            }
            assertThat(found.found()).startsWith("the entry ffffffffffffffff of table assets cannot be read: ");
            assertThat(of(served.findings(), "index large")).as("while it begins again").isEqualTo(found);
        }
    }

    private static long word(byte[] body, int at) {
        return ByteBuffer.wrap(body).getLong(at * Long.BYTES);
    }

    /** Makes another type of it wherever it lies, which no unit has. */
    private static void damageUnit(Path record, byte[] body) throws IOException {
        byte[] bytes = Files.readAllBytes(record);
        int found = 0;
        try (FileChannel file = FileChannel.open(record, StandardOpenOption.WRITE)) {
            for (int at = 3; at + body.length <= bytes.length; at++) {
                if (Arrays.equals(bytes, at, at + body.length, body, 0, body.length)) {
                    file.write(ByteBuffer.wrap(new byte[]{-1, -1}), at - 3);
                    found++;
                }
            }
        }
        assertThat(found).isPositive();
    }

    @Test
    void savedGraphsAreReadWhileTheyAreServed() throws IOException {
        try (AssetIndexes indexes = TestedBackend.USEARCH_WITH_GRAPHS.open(directory)) {
            await().until(() -> !savedGraphs().isEmpty());
            assertThat(indexes.names()).containsExactly("works");
        }
        String file = savedGraphs().getFirst();
        try (AssetIndexes indexes = TestedBackend.USEARCH.open(directory)) {
            ServedData served = new ServedData((IndexRecords) indexes);
            assertThat(of(served.findings(), "graph file works/" + file)).isEqualTo(
                    DataFinding.fine("graph file works/" + file, "is sound"));
            damage("indexes/works/" + file, 100);
            DataFinding damaged = of(served.findings(), "graph file works/" + file);
            assertThat(damaged.severity()).isEqualTo(Severity.WARNING);
            assertThat(damaged.found()).isEqualTo("does not pass its check: checksum");
            Files.delete(directory.resolve("indexes/works").resolve(file));
            assertThat(served.findings()).noneMatch(one -> one.what().endsWith(file));
        }
    }

    private List<String> savedGraphs() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("indexes/works"))) {
            return files.map(file -> String.valueOf(file.getFileName())).filter(name -> name.endsWith(".graph"))
                    .toList();
        }
    }

    @Test
    void servedGraphsAreToldAsTheyWereMeasured() {
        assertThat(ServedData.graph("works", graph("ready", 0.9876, ""))).isEqualTo(DataFinding.fine(
                "graph works/CONTENT_TEXT_V0-256",
                "ready, 1000 codes, 3 changes yet to follow, finds 0.9876 of what it "
                        + "should"));
        DataFinding building = ServedData.graph("works", graph("building", Double.NaN, "a file was set aside"));
        assertThat(building.severity()).isEqualTo(Severity.INFORMATION);
        assertThat(building.found()).endsWith("not measured yet: a file was set aside");
        DataFinding failed = ServedData.graph("works", graph("failed", Double.NaN, "no memory"));
        assertThat(failed.severity()).isEqualTo(Severity.WARNING);
        assertThat(failed.found()).endsWith(": no memory");
        assertThat(failed.remedy()).contains("compare all codes");
    }

    private static GraphFigures graph(String state, double recall, String notice) {
        return new GraphFigures("CONTENT_TEXT_V0-256", state, 1_000, 1 << 20, 3, 64, 1, 1, recall, recall, notice);
    }
}
