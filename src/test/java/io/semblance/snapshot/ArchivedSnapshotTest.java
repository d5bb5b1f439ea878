package io.semblance.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;
import io.semblance.proof.Seeds;
import io.semblance.proof.Tally;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot as one stream: it comes back whole, or not at all, and writes nowhere but into its target (S6). */
class ArchivedSnapshotTest {

    private static final int RANDOM_DAMAGES = 60;

    @TempDir
    Path directory;

    private Fixture fixture;
    private SnapshotView made;
    private byte[] archive;
    private Map<String, List<Asset>> assets;

    @BeforeEach
    void make() throws IOException {
        fixture = Fixture.open(directory.resolve("made"));
        fixture.fill("a", 5, 4);
        fixture.fill("b", 6, 2);
        fixture.indexes.create("empty");
        made = fixture.snapshots.create(null);
        assets = Map.of("a", Fixture.all(fixture.index("a")), "b", Fixture.all(fixture.index("b")), "empty", List.of());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (SnapshotDownload download = fixture.snapshots.archive(made.id().text())) {
            download.writeTo(bytes);
        }
        archive = bytes.toByteArray();
        Tally.add("snapshots-made", 1);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static List<String> restore(byte[] bytes, Path into) {
        return Restoration.of(SnapshotArchive.read(new ByteArrayInputStream(bytes))).into(into, null, null);
    }

    private Map<String, byte[]> entries() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }

    private List<Map.Entry<String, byte[]>> list() throws IOException {
        List<Map.Entry<String, byte[]>> list = new ArrayList<>();
        entries().forEach((name, content) -> list.add(Map.entry(name, content)));
        return list;
    }

    /** Two entries of one name are what {@link ZipOutputStream} refuses, so such a name is written longer and patched. */
    private static byte[] zip(List<Map.Entry<String, byte[]>> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private void compare(Path data) {
        try (AssetIndexes indexes = Backends.open(new IndexUri(IndexUri.Scheme.USEARCH, data),
                BackendSettings.defaults())) {
            indexes.load((done, total) -> {
            });
            assertThat(indexes.names()).containsExactly("a", "b", "empty");
            assets.forEach((name, all) -> assertThat(Fixture.all(Objects.requireNonNull(indexes.find(name))))
                    .as(name).isEqualTo(all));
        }
    }

    private void refused(byte[] bytes, String... words) throws IOException {
        Path into = directory.resolve("into");
        assertThatThrownBy(() -> restore(bytes, into)).isInstanceOfSatisfying(SnapshotException.class,
                refused -> assertThat(refused.sentences()).contains(words));
        assertThat(into.toFile().list()).isNullOrEmpty();
        assertThat(directory.toFile().list()).containsOnly("made", "into", "scratch");
        Tally.add("snapshots-damaged", 1);
        Tally.add("snapshots-refused", 1);
    }

    @BeforeEach
    void scratch() throws IOException {
        Files.createDirectory(directory.resolve("scratch"));
        Files.createDirectory(directory.resolve("into"));
    }

    @Test
    void whatWasStreamedComesBackValueByValue() throws IOException {
        assertThat(SnapshotArchive.read(new ByteArrayInputStream(archive)).faults(directory.resolve("scratch")))
                .isEmpty();
        assertThat(directory.resolve("scratch").toFile().list()).isEmpty();
        assertThat(restore(archive, directory.resolve("into"))).containsExactly("a", "b", "empty");
        compare(directory.resolve("into"));
        Path one = directory.resolve("one");
        assertThat(Restoration.of(SnapshotArchive.read(new ByteArrayInputStream(archive))).into(one, "b", "c"))
                .containsExactly("c");
        try (AssetIndexes indexes = Backends.open(new IndexUri(IndexUri.Scheme.USEARCH, one),
                BackendSettings.defaults())) {
            indexes.load((done, total) -> {
            });
            assertThat(Fixture.all(Objects.requireNonNull(indexes.find("c")))).isEqualTo(assets.get("b"));
        }
    }

    @Test
    void anArchiveHoldsTheFilesOfItsSnapshotByteForByte() throws IOException {
        Map<String, byte[]> entries = entries();
        assertThat(entries.keySet()).containsExactly("manifest.json", "manifest.sha256", "indexes/a/data.mdb",
                "indexes/b/data.mdb", "indexes/empty/data.mdb");
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            assertThat(entry.getValue()).as(entry.getKey())
                    .isEqualTo(Files.readAllBytes(fixture.pathOf(made).resolve(entry.getKey())));
        }
    }

    @Test
    void anyOtherNameIsRefusedAndWritesNothing() throws IOException {
        for (String name : List.of("../b/data.mdb", "../../../../b.mdb", "/indexes/b/data.mdb", "/tmp/b.mdb",
                "indexes/../indexes/b/data.mdb", "indexes/./b/data.mdb", "indexes//b/data.mdb", "indexes\\b\\data.mdb",
                "C:\\b", "indexes/B/data.mdb", "indexes/b/data.mdb/", "indexes/b/data.mdb\u0000x",
                "indexes/b/d\u0430ta.mdb",
                "indexes/b/lock.mdb", "indexes/a/data.mdb ", "", "indexes/empty/data.mdb")) {
            List<Map.Entry<String, byte[]>> entries = new ArrayList<>();
            for (Map.Entry<String, byte[]> entry : list()) {
                boolean moved = entry.getKey().equals("indexes/b/data.mdb");
                if (!entry.getKey().equals(name)) {
                    entries.add(moved ? Map.entry(name, entry.getValue()) : entry);
                }
            }
            refused(zip(entries), "indexes/b/data.mdb");
        }
    }

    @Test
    void surplusMissingAndRepeatedEntriesAreRefused() throws IOException {
        List<Map.Entry<String, byte[]>> entries = list();
        List<Map.Entry<String, byte[]>> surplus = new ArrayList<>(entries);
        surplus.add(Map.entry("indexes/more/data.mdb", new byte[]{1}));
        refused(zip(surplus), "'indexes/more/data.mdb' does not belong to it");
        refused(zip(entries.subList(0, 4)), "ends before indexes/empty/data.mdb");
        refused(zip(entries.subList(1, 5)), "'manifest.sha256' where manifest.json belongs");
        List<Map.Entry<String, byte[]>> twice = new ArrayList<>(entries);
        twice.add(3, Map.entry("indexes/X/data.mdb", entries.get(2).getValue()));
        byte[] bytes = new String(zip(twice), StandardCharsets.ISO_8859_1)
                .replace("indexes/X/data.mdb", "indexes/a/data.mdb").getBytes(StandardCharsets.ISO_8859_1);
        refused(bytes, "'indexes/a/data.mdb' where indexes/b/data.mdb belongs");
        refused(zip(List.of()), "ends before manifest.json");
        refused(new byte[0], "ends before manifest.json");
    }

    @Test
    void entryThatIsLongerThanStatedIsCutBeforeItFillsTheDisk() throws IOException {
        List<Map.Entry<String, byte[]>> entries = list();
        int stated = entries.get(2).getValue().length;
        byte[] longer = Arrays.copyOf(entries.get(2).getValue(), 64 << 20);
        entries.set(2, Map.entry(entries.get(2).getKey(), longer));
        refused(zip(entries), "indexes/a/data.mdb has more than the " + stated + " bytes");
    }

    /** A manifest of its own hash may state any size. */
    @Test
    void sizeBeyondTheFreeSpaceIsRefusedBeforeAByteIsWritten() throws IOException {
        List<Map.Entry<String, byte[]>> entries = list();
        String manifest = new String(entries.get(0).getValue(), StandardCharsets.UTF_8);
        int bytes = entries.get(2).getValue().length;
        String huge = manifest.replaceFirst("\"bytes\" : " + bytes, "\"bytes\" : 9000000000000000000");
        assertThat(huge).isNotEqualTo(manifest);
        byte[] json = huge.getBytes(StandardCharsets.UTF_8);
        entries.set(0, Map.entry("manifest.json", json));
        entries.set(1, Map.entry("manifest.sha256",
                (Hashes.of(json) + "  manifest.json\n").getBytes(StandardCharsets.ISO_8859_1)));
        refused(zip(entries), "9000000000000000000 bytes", "make room");
    }

    /** What a ZIP says of links stands in its directory at the end, which is not read. */
    @Test
    void entryThatClaimsToBeALinkIsAFile() throws IOException {
        byte[] bytes = archive.clone();
        int patched = 0;
        for (int i = 0; i < bytes.length - 46; i++) {
            if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 1 && bytes[i + 3] == 2) {
                bytes[i + 5] = 3;
                bytes[i + 40] = (byte) 0xFF;
                bytes[i + 41] = (byte) 0xA1;
                patched++;
            }
        }
        assertThat(patched).isEqualTo(5);
        restore(bytes, directory.resolve("into"));
        compare(directory.resolve("into"));
        assertThat(Files.isSymbolicLink(directory.resolve("into/indexes/a/data.mdb"))).isFalse();
    }

    @Test
    void anyRandomDamageIsNamedOrHarmless(TestReporter report) throws IOException {
        long seed = Seeds.next();
        SplittableRandom random = new SplittableRandom(seed);
        int detected = 0;
        for (int i = 0; i < RANDOM_DAMAGES; i++) {
            boolean cut = random.nextInt(3) == 0;
            int at = random.nextInt(archive.length);
            byte[] bytes = cut ? Arrays.copyOf(archive, at) : archive.clone();
            if (!cut) {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
            }
            String how = (cut ? "cut at " : "a bit flipped at ") + at + " of " + archive.length + ", seed " + seed;
            Path into = directory.resolve("into" + i);
            try {
                restore(bytes, into);
                compare(into);
            } catch (SnapshotException refused) {
                assertThat(refused.isDamaged()).as(how).isTrue();
                assertThat(refused.sentences()).as(how).containsPattern("manifest\\.|data\\.mdb|the end");
                assertThat(into.toFile().list()).as(how).isNullOrEmpty();
                detected++;
            }
        }
        Tally.add("snapshots-damaged", RANDOM_DAMAGES);
        Tally.add("snapshots-refused", detected);
        Tally.add("snapshots-harmless", RANDOM_DAMAGES - detected);
        report.publishEntry("archives", RANDOM_DAMAGES + " damaged, " + detected + " refused, "
                + (RANDOM_DAMAGES - detected) + " harmless, seed " + seed);
        assertThat(detected).isGreaterThan(RANDOM_DAMAGES * 3 / 4);
    }

    @Test
    void onlyWhatWasReadBackAsSoundIsGivenAway() throws IOException {
        Path record = fixture.pathOf(made).resolve("indexes/a/data.mdb");
        byte[] bytes = Files.readAllBytes(record);
        bytes[bytes.length - 5] ^= 1;
        Files.write(record, bytes);
        fixture.snapshots.verify(made.id().text());
        assertThatThrownBy(() -> fixture.snapshots.archive(made.id().text()))
                .hasMessageContaining("read back as sound");
    }

    @Test
    void snapshotThatIsDownloadedIsNotDeletedMeanwhile() {
        String id = made.id().text();
        try (SnapshotDownload first = fixture.snapshots.archive(id);
                SnapshotDownload second = fixture.snapshots.archive(id)) {
            assertThat(first).isNotSameAs(second);
            assertThatThrownBy(() -> fixture.snapshots.archive(id)).hasMessageContaining("being downloaded");
            assertThatThrownBy(() -> fixture.snapshots.delete(id)).hasMessageContaining("being downloaded");
        }
        fixture.snapshots.delete(id);
        assertThat(fixture.snapshots.list()).isEmpty();
    }

    /** The service gives up a reader that takes nothing for 20 seconds, and looking into a large index takes longer. */
    @Test
    void archiveIsReadToItsEndBeforeAnIndexIsLookedInto() throws IOException {
        Path into = directory.resolve("into");
        List<String> lookedInto = new ArrayList<>();
        InputStream in = new FilterInputStream(new ByteArrayInputStream(archive)) {

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                String[] there = into.resolve("indexes").toFile().list();
                lookedInto.addAll(there == null ? List.of() : List.of(there));
                return super.read(bytes, from, length);
            }
        };
        assertThat(Restoration.of(SnapshotArchive.read(in)).into(into, null, null)).containsExactly("a", "b", "empty");
        assertThat(lookedInto).isEmpty();
        assertThat(into.toFile().list()).doesNotContain("arriving");
        compare(into);
    }
}
