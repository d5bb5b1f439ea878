package io.semblance.asset.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
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
import io.semblance.asset.SearchResult;
import io.semblance.asset.evidence.Judging;
import io.semblance.asset.evidence.Judging.Match;
import io.semblance.asset.evidence.Judging.Rank;
import io.semblance.asset.evidence.MatchEvidence;
import io.semblance.asset.evidence.Verdict;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The limit of the scan misses nothing: usearch://, which looks at what is near in some type, answers as memory://, which
 * weighs every asset.
 */
class EvidenceAgreesTest {

    private static final int STEPS = 250;
    private static final double[] CHANCES = {1, 0.3, 0.01, 1e-4, 1e-9};

    @TempDir
    Path directory;

    private static Judging judging(SplittableRandom random) {
        return new Judging(random.nextBoolean() ? Match.EVIDENCE : Match.THRESHOLD,
                CHANCES[random.nextInt(CHANCES.length)], random.nextBoolean() ? Rank.EVIDENCE : Rank.SCORE,
                random.nextInt(3) == 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void usearchWeighsAsMemoryDoesWhateverIsAsked(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomAssets assets = new RandomAssets(random, 120);
        int matches = 0;
        int beyond = 0;
        try (AssetIndexes memory = TestedBackend.MEMORY.open(directory);
                AssetIndexes stored = TestedBackend.USEARCH.open(directory)) {
            AssetIndex expected = memory.create("t");
            AssetIndex index = stored.create("t");
            for (int step = 0; step < STEPS; step++) {
                List<Asset> batch = new ArrayList<>();
                for (int i = random.nextInt(4); i >= 0; i--) {
                    batch.add(assets.asset());
                }
                expected.put(batch);
                index.put(batch);
                Query query = new Query(assets.query(), random.nextBoolean() ? Map.of() : assets.simprintQuery(),
                        random.nextInt(4) == 0 ? assets.id() : null, true, judging(random));
                int limit = 1 + random.nextInt(60);
                String at = "seed " + seed + ", step " + step + ", " + query.judging();
                SearchResult all = expected.search(query, limit);
                SearchResult found = index.search(query, limit);
                assertThat(found.globalMatches()).as(at).isEqualTo(all.globalMatches());
                assertThat(found.chunkMatches()).as(at).isEqualTo(all.chunkMatches());
                assertThat(found.report().totalMatches()).as(at).isEqualTo(all.report().totalMatches());
                assertThat(found.report().totalChunkMatches()).as(at).isEqualTo(all.report().totalChunkMatches());
                if (query.judging().match() == Match.EVIDENCE) {
                    assertThat(found.globalMatches()).as(at).allMatch(match -> isAsRareAsAskedFor(match, query));
                    assertThat(found.chunkMatches()).as(at).allMatch(match -> Objects.requireNonNull(match.evidence())
                            .chance() < query.judging().maxChance());
                }
                matches += found.globalMatches().size();
                beyond += (int) found.globalMatches().stream().filter(EvidenceAgreesTest::isBelowTheThreshold).count();
            }
        }
        assertThat(matches).as("seed %d", seed).isGreaterThan(500);
        assertThat(beyond).as("seed %d: matches that the threshold would miss", seed).isGreaterThan(20);
    }

    private static boolean isAsRareAsAskedFor(GlobalMatch match, Query query) {
        MatchEvidence evidence = Objects.requireNonNull(match.evidence());
        return evidence.verdict() == Verdict.IDENTICAL || evidence.chance() < query.judging().maxChance();
    }

    private static boolean isBelowTheThreshold(GlobalMatch match) {
        return match.score() == 0;
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void withGraphsWhatIsFoundIsWeighedAlike(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomAssets assets = new RandomAssets(random, 120);
        try (AssetIndexes memory = TestedBackend.MEMORY.open(directory);
                AssetIndexes stored = TestedBackend.USEARCH_WITH_GRAPHS.open(directory)) {
            AssetIndex expected = memory.create("t");
            AssetIndex index = stored.create("t");
            for (int step = 0; step < STEPS; step++) {
                List<Asset> batch = List.of(assets.asset(), assets.asset());
                expected.put(batch);
                index.put(batch);
                Judging judging = new Judging(Match.EVIDENCE, 0.01, Rank.EVIDENCE, false);
                Query query = new Query(assets.query(), assets.simprintQuery(), null, false, judging);
                String at = "seed " + seed + ", step " + step;
                SearchResult all = expected.search(query, 1_000);
                SearchResult found = index.search(query, 1_000);
                assertThat(found.globalMatches()).as(at).isSubsetOf(all.globalMatches());
                assertThat(found.chunkMatches()).as(at).isSubsetOf(all.chunkMatches());
            }
        }
    }
}
