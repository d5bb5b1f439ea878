package io.semblance.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import io.semblance.problem.RefusedException;
import io.semblance.asset.Asset;
import io.semblance.asset.AssetDraft;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.AssetService;
import io.semblance.asset.PlacedSimprint;
import io.semblance.asset.Scoring;
import io.semblance.asset.backend.memory.MemoryIndexes;
import io.semblance.asset.json.EntryReader;
import io.semblance.code.IsccId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Over what the real 0.3.3 wrote, without running it. */
class IsccSearchImportTest {

    private static final ImportProgress SILENT = (index, read, expected) -> {
    };
    private static final int WORKS = 68;

    @TempDir
    Path directory;

    private final AssetIndexes target = new MemoryIndexes(new Scoring(0.75, 4), 0.75);

    @BeforeEach
    void unpack() {
        Fixture.unpack(directory);
    }

    private IsccSearchImport all(String scheme) throws IOException {
        return new IsccSearchImport(IsccSearchDirectory.at(directory.resolve(scheme)), Set.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"usearch", "lmdb"})
    void everyAssetIsWhatIsccSearchAnswersForIt(String scheme) throws IOException {
        List<IndexReport> reports = all(scheme).run(target, SILENT);

        assertThat(reports).extracting(IndexReport::name).containsExactly("empty", "second", "works");
        assertThat(target.names()).containsExactly("empty", "second", "works");
        for (Map.Entry<String, List<JsonNode>> index : Fixture.answers(directory, scheme).entrySet()) {
            for (JsonNode answer : index.getValue()) {
                String id = answer.get("iscc_id").asString();
                Asset stored = Objects.requireNonNull(target.find(index.getKey())).find(IsccId.parse(id), true);
                if (id.equals(Fixture.MALFORMED)) {
                    assertThat(stored).isNull();
                } else {
                    assertThat(comparable(Objects.requireNonNull(stored))).as(id).isEqualTo(comparable(read(answer)));
                }
            }
            assertThat(Objects.requireNonNull(target.find(index.getKey())).figures().assets()).as(index.getKey())
                    .isEqualTo(index.getValue().stream()
                            .filter(answer -> !answer.get("iscc_id").asString().equals(Fixture.MALFORMED)).count());
        }
    }

    private List<JsonNode> works(String scheme) throws IOException {
        return Objects.requireNonNull(Fixture.answers(directory, scheme).get("works"));
    }

    private static Asset read(JsonNode answer) {
        return AssetService.read(EntryReader.readAlone(answer.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** The order of simprints is not kept by iscc-search, and no simprints are none. */
    private static Asset comparable(Asset asset) {
        Map<String, List<PlacedSimprint>> sorted = new TreeMap<>();
        if (asset.simprints() != null) {
            asset.simprints().forEach((type, list) -> sorted.put(type,
                    list.stream().sorted(Comparator.comparingLong(PlacedSimprint::offset)).toList()));
        }
        return new Asset(asset.id(), asset.isccCode(), asset.unitTexts(), asset.units(), sorted, asset.metadata());
    }

    @ParameterizedTest
    @ValueSource(strings = {"usearch", "lmdb"})
    void malformedAssetIsRefusedByNameWithTheReasonAndKeepsNoneOut(String scheme) throws IOException {
        IndexReport works = all(scheme).run(target, SILENT).getLast();

        assertThat(works.read()).isEqualTo(WORKS);
        assertThat(works.created()).isEqualTo(WORKS - 1);
        assertThat(works.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.id()).isEqualTo(Fixture.MALFORMED);
            assertThat(refusal.reason()).contains("in units, item 1");
        });
        assertThat(works.damage()).isEmpty();
        assertThat(works.isFinished()).isTrue();
        assertThat(works.isComplete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"usearch", "lmdb"})
    void secondRunChangesNothingAndChangedAssetsAreBroughtBack(String scheme) throws IOException {
        all(scheme).run(target, SILENT);
        IndexReport second = all(scheme).run(target, SILENT).getLast();
        assertThat(List.of(second.created(), second.updated(), second.unchanged())).containsExactly(0L, 0L, WORKS - 1L);

        JsonNode known = works(scheme).getFirst();
        Asset before = read(known);
        Objects.requireNonNull(target.find("works"))
                .put(List.of(new Asset(before.id(), null, null, List.of(), Map.of(), null)));
        IndexReport third = all(scheme).run(target, SILENT).getLast();
        assertThat(List.of(third.created(), third.updated(), third.unchanged())).containsExactly(0L, 1L, WORKS - 2L);
        assertThat(comparable(Objects.requireNonNull(
                Objects.requireNonNull(target.find("works")).find(before.id(), true)))).isEqualTo(comparable(before));
    }

    @ParameterizedTest
    @ValueSource(strings = {"usearch", "lmdb"})
    void nothingIsChangedInTheSource(String scheme) throws IOException {
        Map<String, String> before = Fixture.state(directory);
        all(scheme).run(target, SILENT);
        all(scheme).dryRun(SILENT);
        assertThat(Fixture.state(directory)).isEqualTo(before);
    }

    @Test
    void dryRunCountsAndRefusesAsTheImportAndMakesNothing() throws IOException {
        IndexReport dry = all("usearch").dryRun(SILENT).getLast();
        assertThat(target.names()).isEmpty();
        assertThat(dry).isEqualTo(all("usearch").run(target, SILENT).getLast());
    }

    @Test
    void simprintsAreTheSameInHoweverManyRangesTheyAreGathered() throws IOException {
        IsccSearchDirectory.Found works = IsccSearchDirectory.at(directory.resolve("usearch")).indexes().getLast();
        assertThat(shown(works, 1)).isEqualTo(shown(works, Long.MAX_VALUE)).anyMatch(line -> line.contains("SEMANTIC"));
    }

    private static List<String> shown(IsccSearchDirectory.Found found, long rangeBytes) throws IOException {
        List<String> shown = new ArrayList<>();
        try (IsccSearchIndex index = IsccSearchIndex.open(found, rangeBytes)) {
            index.read(new AssetVisitor() {
                @Override
                public void asset(AssetDraft draft, int bytes) {
                    shown.add(draft.toString());
                }

                @Override
                public void unreadable(String id, String reason) {
                    shown.add(id + reason);
                }

                @Override
                public void incomplete(String id, String reason) {
                    shown.add(id + reason);
                }
            });
        }
        return shown;
    }

    @Test
    void chosenIndexComesAloneAndUnknownOneIsRefusedWithThoseThatAreThere() throws IOException {
        IsccSearchDirectory source = IsccSearchDirectory.at(directory.resolve("usearch"));
        new IsccSearchImport(source, Set.of("second")).run(target, SILENT);
        assertThat(target.names()).containsExactly("second");
        assertThatThrownBy(() -> new IsccSearchImport(source, Set.of("works", "nope")))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.problem()).contains("no index nope");
                    assertThat(refused.action()).contains("empty, second, works");
                });
    }

    @Test
    void directoriesThatAreNoneAreRefusedWithWhatWasExpected() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("nothing"));
        for (Path none : List.of(empty, directory.resolve("absent"), directory.resolve("usearch.json"))) {
            assertThatThrownBy(() -> IsccSearchDirectory.at(none))
                    .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.action())
                            .contains("NAME/index.lmdb", "NAME.lmdb", "ISCC_SEARCH_INDEX_URI"));
        }
        assertThatThrownBy(() -> IsccSearchDirectory.at(directory.resolve("usearch").resolve("works")))
                .isInstanceOfSatisfying(RefusedException.class,
                        refused -> assertThat(refused.action()).contains("the directory above", "--index"));
    }

    @Test
    void directoryThatIsOpenElsewhereIsRefused() throws IOException {
        Path lock = Files.write(directory.resolve("usearch/works/index.lmdb-lock"), new byte[8192]);
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.READ);
                FileLock shared = channel.lock(0, 1, true)) {
            assertThat(shared.isShared()).isTrue();
            assertThatThrownBy(() -> IsccSearchDirectory.at(directory.resolve("usearch")))
                    .isInstanceOf(RefusedException.class).hasMessageContaining("still running");
        }
        assertThat(IsccSearchDirectory.at(directory.resolve("usearch")).names()).contains("works");
    }

    @Test
    void assetsOfAnotherRealmThanTheTargetAreRefusedOneByOne() throws IOException {
        all("usearch").run(target, SILENT);
        Path realmOne = directory.resolve("usearch/second/index.lmdb");
        Files.move(realmOne, directory.resolve("usearch/works/index.lmdb"), StandardCopyOption.REPLACE_EXISTING);
        IndexReport works = all("usearch").run(target, SILENT).getLast();
        assertThat(works.refusals()).hasSize(2).allSatisfy(refusal -> assertThat(refusal.reason()).contains("ealm"));
    }

    /** Zeroed pages are what a power cut leaves of a file that was never synced. */
    @Test
    void damagedPageCostsOnlyWhatLiesOnItAndIsNamed() throws IOException {
        Path file = directory.resolve("usearch/works/index.lmdb");
        byte[] text = "asset 30".getBytes(StandardCharsets.UTF_8);
        long page = positionOf(text, Files.readAllBytes(file)) / 4096;
        try (RandomAccessFile write = new RandomAccessFile(file.toFile(), "rw")) {
            write.seek(page * 4096);
            write.write(new byte[4096]);
        }
        IndexReport works = all("usearch").run(target, SILENT).getLast();
        assertThat(works.isFinished()).isTrue();
        assertThat(works.damage()).anyMatch(line -> line.contains("__assets__") && line.contains("page " + page + ":"));
        assertThat(works.created()).isBetween(40L, WORKS - 2L);
        assertThat(new MissingAssets(target, works("usearch")).count())
                .isEqualTo(WORKS - works.created());
    }

    private record MissingAssets(AssetIndexes target, List<JsonNode> answers) {

        long count() {
            return answers.stream().map(answer -> IsccId.parse(answer.get("iscc_id").asString()))
                    .filter(id -> Objects.requireNonNull(target.find("works")).find(id, false) == null).count();
        }
    }

    private static int positionOf(byte[] text, byte[] in) {
        return new String(in, StandardCharsets.ISO_8859_1)
                .lastIndexOf(new String(text, StandardCharsets.ISO_8859_1));
    }
}
