package io.semblance.asset.backend.usearch.proposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.ChunkMatch;
import io.semblance.asset.GlobalMatch;
import io.semblance.asset.PlacedSimprint;
import io.semblance.asset.Query;
import io.semblance.asset.SearchResult;
import io.semblance.asset.TypeReport;
import io.semblance.asset.BackendReport.GraphFigures;
import io.semblance.code.IsccUnit;
import io.semblance.code.Simprint;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches that a graph proposes for, against the scan of the same index. */
class GraphedSearchTest {

    private static final String UNITS = "CONTENT_TEXT_V0-256";
    private static final String SIMPRINTS = "SIMPRINT_CONTENT_TEXT_V0-128";
    private static final long SEED = 20_261_126;

    @TempDir
    Path directory;

    private final SplittableRandom random = new SplittableRandom(SEED);

    private static Query query(List<IsccUnit> units, boolean exact) {
        return new Query(units, Map.of(), null, exact);
    }

    @Test
    void scoresAreThoseOfTheScanAndHardlyAnythingIsMissing() throws InterruptedException {
        try (Graphs graphs = Graphs.open(directory, 2_000)) {
            AssetIndex index = graphs.create("t");
            List<Asset> assets = Graphs.assets(random, 1, 4_000);
            index.put(assets);
            GraphFigures figures = graphs.await("t", UNITS);
            assertThat(figures.codes()).isEqualTo(4_000);
            assertThat(figures.recall()).isGreaterThanOrEqualTo(0.99);
            long wanted = 0;
            long found = 0;
            for (int i = 0; i < 200; i++) {
                IsccUnit unit = Graphs.near(random, assets.get(random.nextInt(4_000)).units().getFirst(), 10);
                SearchResult exact = index.search(query(List.of(unit), true), 10);
                SearchResult quick = index.search(query(List.of(unit), false), 10);
                assertThat(exact.report().exact()).isTrue();
                assertThat(exact.report().plan()).isEqualTo("scan");
                assertThat(quick.report().exact()).isFalse();
                assertThat(quick.report().plan()).isEqualTo("graph");
                wanted += (long) exact.globalMatches().size();
                found += quick.globalMatches().stream().filter(exact.globalMatches()::contains).count();
            }
            assertThat((double) found / wanted).as("seed %d", SEED).isGreaterThan(0.98);
        }
    }

    @Test
    void acknowledgedWriteIsFoundHoweverFarTheGraphIsBehind() throws InterruptedException {
        try (Graphs graphs = Graphs.open(directory, 1_000)) {
            AssetIndex index = graphs.create("t");
            index.put(Graphs.assets(random, 1, 2_000));
            graphs.await("t", UNITS);
            for (int i = 0; i < 300; i++) {
                long number = 5_000L + random.nextInt(100);
                IsccUnit unit = Graphs.near(random, new long[4], 128);
                index.put(List.of(Graphs.asset(number, List.of(unit))));
                assertThat(index.search(query(List.of(unit), false), 5).globalMatches().getFirst())
                        .as("seed %d, write %d", SEED, i)
                        .isEqualTo(new GlobalMatch(Graphs.id(number), 1.0, Map.of("CONTENT_TEXT_V0", 1.0), null));
                if (i % 3 == 0) {
                    index.delete(List.of(Graphs.id(number)));
                    assertThat(index.search(query(List.of(unit), false), 5).globalMatches()).extracting(GlobalMatch::id)
                            .doesNotContain(Graphs.id(number));
                }
            }
        }
    }

    @Test
    void queryOfAnotherLengthIsScannedAndExact() throws InterruptedException {
        try (Graphs graphs = Graphs.open(directory, 1_000)) {
            AssetIndex index = graphs.create("t");
            List<Asset> assets = Graphs.assets(random, 1, 1_500);
            index.put(assets);
            index.put(List.of(Graphs.asset(9_000, List.of(new IsccUnit(Graphs.CONTENT, 64, 7, 0, 0, 0)))));
            graphs.await("t", UNITS);
            IsccUnit stored = assets.get(77).units().getFirst();
            IsccUnit shorter = new IsccUnit(Graphs.CONTENT, 128, stored.w0(), stored.w1(), 0, 0);
            SearchResult result = index.search(query(List.of(shorter), false), 3);
            assertThat(result.report().exact()).isTrue();
            assertThat(result.globalMatches()).extracting(GlobalMatch::id).contains(Graphs.id(78));
            List<TypeReport> types = index.search(query(List.of(stored), false), 3).report().types();
            assertThat(types).extracting(TypeReport::bits, TypeReport::plan).containsExactly(
                    tuple(64, "scan"),
                    tuple(256, "graph"));
        }
    }

    @Test
    void equalCodesAreFoundAllOfThemAndTheAnswerSaysHow() throws InterruptedException {
        try (Graphs graphs = Graphs.open(directory, 500)) {
            AssetIndex index = graphs.create("t");
            IsccUnit[] codes = {Graphs.near(random, new long[4], 0), Graphs.near(random, new long[4], 128),
                    Graphs.near(random, new long[4], 128)};
            List<Asset> assets = new ArrayList<>();
            for (int number = 1; number <= 1_800; number++) {
                assets.add(Graphs.asset(number, List.of(codes[number % 3])));
            }
            index.put(assets);
            graphs.await("t", UNITS);
            for (int limit : new int[]{10, 1_000}) {
                SearchResult quick = index.search(query(List.of(codes[1]), false), limit);
                assertThat(quick.report().totalMatches()).isEqualTo(600);
                assertThat(quick.report().exact()).isTrue();
                assertThat(quick.report().plan()).isEqualTo("scan");
                assertThat(quick.report().codesScanned()).as("the graph gave up, and all were compared")
                        .isEqualTo(1_800);
                assertThat(quick.report().bytesScanned()).isEqualTo(1_800 * 32);
                assertThat(quick.globalMatches())
                        .isEqualTo(index.search(query(List.of(codes[1]), true), limit).globalMatches());
            }
        }
    }

    @Test
    void planDoesNotChangeByAStart() throws InterruptedException {
        List<Asset> assets = Graphs.assets(random, 1, 1_200);
        Query asked = query(assets.getFirst().units(), false);
        try (Graphs graphs = Graphs.open(directory, 1_000)) {
            graphs.create("t").put(assets);
            graphs.await("t", UNITS);
            graphs.index("t").delete(assets.subList(800, 1_200).stream().map(Asset::id).toList());
            graphs.await("t", UNITS);
            graphs.save();
            assertThat(graphs.index("t").search(asked, 3).report().plan()).isEqualTo("graph");
        }
        try (Graphs graphs = Graphs.open(directory, 1_000)) {
            graphs.await("t", UNITS);
            assertThat(graphs.index("t").search(asked, 3).report().plan()).isEqualTo("graph");
        }
        try (Graphs graphs = Graphs.open(directory, 5_000)) {
            assertThat(graphs.index("t").search(asked, 3).report().plan()).isEqualTo("scan");
            assertThat(directory.resolve("indexes").resolve("t").resolve(UNITS + ".graph")).doesNotExist();
        }
    }

    @Test
    void answerCarriesWhatWasMeasuredWithoutAnyWriteInBetween() throws InterruptedException {
        try (Graphs graphs = Graphs.open(directory, 1_000)) {
            AssetIndex index = graphs.create("t");
            List<Asset> assets = Graphs.assets(random, 1, 1_500);
            index.put(assets);
            graphs.await("t", UNITS);
            TypeReport type = index.search(query(assets.getFirst().units(), false), 3).report().types().getFirst();
            assertThat(type.recall()).isGreaterThan(0.9);
            assertThat(type.selfRecall()).isGreaterThan(0.9);
        }
    }

    @Test
    void simprintsAreScoredAsByTheScan() throws InterruptedException {
        try (Graphs graphs = Graphs.open(directory, 400)) {
            AssetIndex index = graphs.create("t");
            List<Simprint> stored = new ArrayList<>();
            for (int asset = 1; asset <= 200; asset++) {
                index.put(List.of(withSimprints(asset, stored, 20)));
            }
            for (int asset = 1; asset <= 60; asset++) {
                index.put(List.of(withSimprints(asset, stored, 10 + asset % 20)));
            }
            index.delete(List.of(Graphs.id(199), Graphs.id(200)));
            graphs.await("t", SIMPRINTS);
            long wanted = 0;
            long found = 0;
            for (int i = 0; i < 100; i++) {
                List<String> asked = new ArrayList<>();
                for (int n = 0; n < 7; n++) {
                    asked.add(near(stored.get(random.nextInt(stored.size())), random.nextInt(20)).text());
                }
                Map<String, List<String>> simprints = Map.of("CONTENT_TEXT_V0", asked);
                SearchResult exact = index.search(new Query(List.of(), simprints, null, true), 20);
                SearchResult quick = index.search(new Query(List.of(), simprints, null, false), 20);
                assertThat(quick.report().plan()).isEqualTo("graph");
                assertThat(quick.report().types().getFirst().candidates()).isPositive();
                Map<Object, ChunkMatch> byId = new HashMap<>();
                exact.chunkMatches().forEach(match -> byId.put(match.id(), match));
                wanted += byId.size();
                for (ChunkMatch match : quick.chunkMatches()) {
                    if (byId.containsKey(match.id())) {
                        assertThat(match).as("seed %d, query %d", SEED, i).isEqualTo(byId.get(match.id()));
                        found++;
                    }
                }
            }
            assertThat((double) found / wanted).as("seed %d", SEED).isGreaterThan(0.98);
        }
    }

    private Asset withSimprints(long number, List<Simprint> stored, int simprints) {
        List<PlacedSimprint> list = new ArrayList<>();
        for (int i = 0; i < simprints; i++) {
            Simprint simprint = stored.isEmpty() || random.nextInt(3) > 0
                    ? new Simprint(128, random.nextLong(), random.nextLong(), 0, 0)
                    : near(stored.get(random.nextInt(stored.size())), random.nextInt(12));
            stored.add(simprint);
            list.add(new PlacedSimprint(simprint, i * 10L, 10));
        }
        return new Asset(Graphs.id(number), null, null, List.of(), Map.of("CONTENT_TEXT_V0", list), null);
    }

    private Simprint near(Simprint simprint, int flips) {
        long[] words = {simprint.w0(), simprint.w1()};
        for (int i = 0; i < flips; i++) {
            int bit = random.nextInt(128);
            words[bit / 64] ^= 1L << bit % 64;
        }
        return new Simprint(128, words[0], words[1], 0, 0);
    }
}
