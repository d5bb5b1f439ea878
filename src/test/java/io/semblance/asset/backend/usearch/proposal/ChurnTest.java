package io.semblance.asset.backend.usearch.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.BackendReport.GraphFigures;
import io.semblance.asset.GlobalMatch;
import io.semblance.asset.Query;
import io.semblance.asset.SearchResult;
import io.semblance.proof.BesideOthers;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Replacing a tenth of the codes, twenty times over, must not wear a graph out. */
@BesideOthers
class ChurnTest {

    private static final int ROUNDS = 20;
    private static final double SELVES = 0.999;
    private static final long SEED = 9;

    @TempDir
    Path directory;

    @Test
    void codesFindThemselvesAfterTwentyRoundsOfReplacing() throws InterruptedException {
        churn(5_000);
    }

    @Test
    @Tag("night")
    void aHundredThousandCodesFindThemselvesAfterTwentyRoundsOfReplacing() throws InterruptedException {
        churn(100_000);
    }

    private void churn(int codes) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(SEED);
        try (Graphs graphs = Graphs.open(directory, codes / 2)) {
            AssetIndex index = graphs.create("t");
            List<Asset> assets = new ArrayList<>(Graphs.assets(random, 1, codes));
            put(index, assets);
            graphs.await("t", "CONTENT_TEXT_V0-256");
            for (int round = 1; round <= ROUNDS; round++) {
                List<Asset> replaced = new ArrayList<>();
                for (int i = 0; i < codes / 10; i++) {
                    int at = random.nextInt(codes);
                    Asset asset = Graphs.asset(at + 1, Graphs.assets(random, 1, 1).getFirst().units());
                    assets.set(at, asset);
                    replaced.add(asset);
                }
                put(index, replaced);
                GraphFigures figures = graphs.awaitGood("t", "CONTENT_TEXT_V0-256", SELVES);
                double selves = selves(index, assets, random);
                LoggerFactory.getLogger(ChurnTest.class).info("Round {}: self-recall {}, {}", round, selves, figures);
                assertThat(selves).as("seed %d, round %d", SEED, round).isGreaterThanOrEqualTo(SELVES);
            }
            assertThat(graphs.figures("t").getFirst().builds()).isGreaterThan(2);
            assertThat(selves(index, withoutSome(assets, random), random))
                    .as("the control: one code in fifty is not in the index").isLessThan(SELVES);
        }
    }

    /** As if the index had lost every fiftieth: in its place stands one that was never put into it. */
    private static List<Asset> withoutSome(List<Asset> assets, SplittableRandom random) {
        List<Asset> some = new ArrayList<>(assets);
        for (int at = 0; at < some.size(); at += 50) {
            some.set(at, Graphs.asset(some.size() + at + 1L, Graphs.assets(random, 1, 1).getFirst().units()));
        }
        return some;
    }

    private static void put(AssetIndex index, List<Asset> assets) {
        for (int from = 0; from < assets.size(); from += 1_000) {
            index.put(assets.subList(from, Math.min(assets.size(), from + 1_000)));
        }
    }

    /** Share of codes that find themselves; of 5,000, all of them by the graph and not by a scan in its place. */
    private static double selves(AssetIndex index, List<Asset> assets, SplittableRandom random) {
        int found = 0;
        for (int i = 0; i < 5_000; i++) {
            Asset asset = assets.get(random.nextInt(assets.size()));
            SearchResult result = index.search(new Query(asset.units(), Map.of(), null), 10);
            assertThat(result.report().plan()).isEqualTo("graph");
            found += result.globalMatches().stream().map(GlobalMatch::id).anyMatch(asset.id()::equals) ? 1 : 0;
        }
        return found / 5_000.0;
    }
}
