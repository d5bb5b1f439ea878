package io.semblance.asset.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.GlobalMatch;
import io.semblance.asset.Query;
import io.semblance.asset.RandomAssets;
import io.semblance.asset.Scoring;
import io.semblance.asset.SearchResult;
import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;
import io.semblance.code.Nphd;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories give the same state and the same answers everywhere; memory:// is the oracle. */
class BackendsAgreeTest {

    private static final int STEPS = 400;

    @TempDir
    Path directory;

    private static AssetIndexes open(IndexUri.Scheme scheme, Path path) {
        AssetIndexes indexes = Backends.open(new IndexUri(scheme, scheme == IndexUri.Scheme.MEMORY ? null : path),
                BackendSettings.defaults());
        indexes.load((done, total) -> {
        });
        return indexes;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void usearchAnswersAsMemoryDoesThroughWritesDeletesAndRestarts(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomAssets assets = new RandomAssets(random, 60);
        AssetIndexes stored = open(IndexUri.Scheme.USEARCH, directory);
        try (AssetIndexes memory = open(IndexUri.Scheme.MEMORY, directory)) {
            AssetIndex expected = memory.create("t");
            AssetIndex index = stored.create("t");
            for (int step = 0; step < STEPS; step++) {
                change(random, assets, expected, index);
                Query query = new Query(assets.query(), random.nextBoolean() ? Map.of() : assets.simprintQuery(),
                        random.nextInt(4) == 0 ? assets.id() : null);
                int limit = 1 + random.nextInt(30);
                assertSame(expected.search(query, limit), index.search(query, limit),
                        "seed " + seed + ", step " + step);
                if (random.nextInt(80) == 0) {
                    stored.close();
                    stored = open(IndexUri.Scheme.USEARCH, directory);
                    index = Objects.requireNonNull(stored.find("t"));
                }
            }
            assertThat(index.page(null, 100, true)).as("seed %d", seed).isEqualTo(expected.page(null, 100, true));
        } finally {
            stored.close();
        }
    }

    /** Whatever graphs propose, at whatever time they come and go, what is answered is true; asked for exactly it is all. */
    @ParameterizedTest
    @ValueSource(longs = {6, 7, 8})
    void graphsMayMissButNeverLie(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomAssets assets = new RandomAssets(random, 60);
        AssetIndexes stored = TestedBackend.USEARCH_WITH_GRAPHS.open(directory);
        long wanted = 0;
        long found = 0;
        try (AssetIndexes memory = open(IndexUri.Scheme.MEMORY, directory)) {
            AssetIndex expected = memory.create("t");
            AssetIndex index = stored.create("t");
            for (int step = 0; step < STEPS; step++) {
                change(random, assets, expected, index);
                Query query = new Query(assets.query(), random.nextBoolean() ? Map.of() : assets.simprintQuery(),
                        random.nextInt(4) == 0 ? assets.id() : null, true);
                String at = "seed " + seed + ", step " + step;
                SearchResult all = expected.search(query, 100);
                assertSame(all, index.search(query, 100), at);
                SearchResult quick = index.search(
                        new Query(query.units(), query.simprints(), query.self(), false), 100);
                assertThat(quick.globalMatches()).as(at).isSubsetOf(all.globalMatches());
                assertThat(quick.chunkMatches()).as(at).isSubsetOf(all.chunkMatches());
                wanted += (long) all.globalMatches().size() + all.chunkMatches().size();
                found += (long) quick.globalMatches().size() + quick.chunkMatches().size();
                if (random.nextInt(80) == 0) {
                    stored.save();
                    stored.close();
                    stored = TestedBackend.USEARCH_WITH_GRAPHS.open(directory);
                    index = Objects.requireNonNull(stored.find("t"));
                }
            }
        } finally {
            stored.close();
        }
        assertThat((double) found / wanted).as("seed %d", seed).isGreaterThan(0.95);
    }

    private static void change(SplittableRandom random, RandomAssets assets, AssetIndex expected, AssetIndex index) {
        if (random.nextInt(4) == 0) {
            List<IsccId> ids = List.of(assets.id(), assets.id());
            assertThat(index.delete(ids).statuses()).isEqualTo(expected.delete(ids).statuses());
        } else {
            List<Asset> batch = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                batch.add(assets.asset());
            }
            assertThat(index.put(batch).statuses()).isEqualTo(expected.put(batch).statuses());
        }
    }

    private static void assertSame(SearchResult expected, SearchResult actual, String at) {
        assertThat(actual.globalMatches()).as(at).isEqualTo(expected.globalMatches());
        assertThat(actual.chunkMatches()).as(at).isEqualTo(expected.chunkMatches());
        assertThat(actual.report().totalMatches()).as(at).isEqualTo(expected.report().totalMatches());
        assertThat(actual.report().totalChunkMatches()).as(at).isEqualTo(expected.report().totalChunkMatches());
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void lmdbMatchesPrefixesAsAPlainLoopDoes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomAssets assets = new RandomAssets(random, 60);
        Map<Long, Asset> model = new HashMap<>();
        try (AssetIndexes stored = open(IndexUri.Scheme.LMDB, directory)) {
            AssetIndex index = stored.create("t");
            for (int step = 0; step < STEPS; step++) {
                Asset asset = assets.asset();
                if (random.nextInt(4) == 0) {
                    index.delete(List.of(asset.id()));
                    model.remove(asset.id().body());
                } else {
                    index.put(List.of(asset));
                    model.put(asset.id().body(), asset);
                }
                List<IsccUnit> units = assets.query();
                IsccId self = random.nextInt(4) == 0 ? assets.id() : null;
                List<GlobalMatch> expected = prefixMatches(model.values(), units).stream()
                        .filter(match -> !match.id().equals(self)).sorted(Scoring.BEST_FIRST).toList();
                SearchResult actual = index.search(new Query(units, Map.of(), self), 10_000);
                assertThat(actual.globalMatches()).as("seed %d, step %d", seed, step).isEqualTo(expected);
            }
        }
    }

    private static List<GlobalMatch> prefixMatches(Iterable<Asset> assets, List<IsccUnit> query) {
        List<GlobalMatch> matches = new ArrayList<>();
        for (Asset asset : assets) {
            Map<String, Double> types = new LinkedHashMap<>();
            for (IsccUnit asked : query) {
                int longest = query.stream().filter(unit -> unit.type().equals(asked.type())).mapToInt(IsccUnit::bits)
                        .max().orElseThrow();
                for (IsccUnit stored : asset.units()) {
                    if (stored.type().equals(asked.type()) && Nphd.isPrefix(stored, asked)) {
                        double share = (double) Math.min(stored.bits(), asked.bits()) / longest;
                        types.merge(asked.type().name(), share, Math::max);
                    }
                }
            }
            if (!types.isEmpty()) {
                double sum = types.values().stream().mapToDouble(Double::doubleValue).sum();
                matches.add(new GlobalMatch(asset.id(), sum / query.size(), types, asset.metadata()));
            }
        }
        return matches;
    }
}
