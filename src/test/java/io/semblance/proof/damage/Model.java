package io.semblance.proof.damage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.Metadata;
import io.semblance.asset.Query;
import io.semblance.asset.RandomAssets;
import io.semblance.asset.SearchResult;
import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;
import io.semblance.asset.backend.usearch.proposal.GraphRules;
import io.semblance.code.IsccId;
import io.semblance.graph.TestedGraph;

/** What a data directory holds, and what every answer from it must be; memory:// answers for it. */
final class Model {

    static final List<String> NAMES = List.of("alpha", "beta", "gamma");

    private static final int ASSETS = 100;
    private static final int GRAPH_FROM = 25;
    private static final int QUERIES = 6;

    private final SplittableRandom random;
    private final AssetIndexes truth = Backends.open(IndexUri.parse("memory://"), BackendSettings.defaults());
    private final Map<String, List<Asset>> pages = new HashMap<>();
    private final Map<String, List<Expected>> answers = new HashMap<>();

    /** A query and the answer to it when nothing may be missing. */
    record Expected(Query query, SearchResult answer) {
    }

    Model(SplittableRandom random) {
        this.random = random;
    }

    /** Opens a directory as a start does, with graphs from a few codes on where the library is there. */
    static AssetIndexes open(Path directory) {
        BackendSettings plain = BackendSettings.defaults();
        GraphRules rules = new GraphRules(GRAPH_FROM, 0.99, Duration.ofHours(1), 1_000_000, Duration.ofHours(1));
        AssetIndexes indexes = Backends.open(new IndexUri(IndexUri.Scheme.USEARCH, directory),
                new BackendSettings(plain.matchThresholdUnits(), plain.matchThresholdSimprints(),
                        plain.confidenceExponent(), 1, rules, TestedGraph.found().library().orElse(null)));
        try {
            indexes.load((done, total) -> {
            });
        } catch (RuntimeException | Error refused) {
            indexes.close();
            throw refused;
        }
        return indexes;
    }

    /** Writes the directory, in two goes; what it was after the first is kept as yesterday's. */
    void write(Path today, Path yesterday) throws IOException {
        for (int day = 0; day < 2; day++) {
            try (AssetIndexes indexes = open(today)) {
                for (String name : NAMES) {
                    AssetIndex index = day == 0 ? indexes.create(name) : Objects.requireNonNull(indexes.find(name));
                    AssetIndex expected = day == 0 ? truth.create(name) : Objects.requireNonNull(truth.find(name));
                    write(name, List.of(index, expected));
                }
                Judge.awaitGraphs(indexes);
                indexes.save();
            }
            if (day == 0) {
                DamageChild.copy(today, yesterday);
            }
        }
        for (String name : NAMES) {
            remember(name);
        }
    }

    private void write(String name, List<AssetIndex> both) {
        RandomAssets assets = new RandomAssets(random, 2 * ASSETS);
        for (int i = 0; i < ASSETS / 10; i++) {
            List<Asset> batch = new ArrayList<>();
            for (int j = 0; j < 10; j++) {
                Asset asset = assets.asset();
                batch.add(name.equals("gamma") ? large(asset) : asset);
            }
            List<IsccId> gone = List.of(assets.id(), assets.id());
            both.forEach(index -> {
                index.put(batch);
                index.delete(gone);
            });
        }
    }

    /** So large that its value has pages of its own. */
    private Asset large(Asset asset) {
        String text = Long.toHexString(random.nextLong()).repeat(random.nextInt(10, 600));
        return new Asset(asset.id(), asset.isccCode(), asset.unitTexts(), asset.units(), asset.simprints(),
                new Metadata("{\"text\":\"" + text + "\"}", null, null));
    }

    private void remember(String name) {
        AssetIndex index = Objects.requireNonNull(truth.find(name));
        pages.put(name, index.page(null, 10_000, true));
        RandomAssets assets = new RandomAssets(random, 2 * ASSETS);
        List<Expected> expected = new ArrayList<>();
        for (int i = 0; i < QUERIES; i++) {
            Query query = new Query(assets.query(), i % 2 == 0 ? Map.of() : assets.simprintQuery(),
                    i == 1 ? assets.id() : null, true);
            expected.add(new Expected(query, index.search(query, 1_000)));
        }
        answers.put(name, expected);
    }

    List<Asset> page(String name) {
        return Objects.requireNonNull(pages.get(name));
    }

    List<Expected> answers(String name) {
        return Objects.requireNonNull(answers.get(name));
    }

    /** Changes one letter of one asset, in a commit that is sound in itself. */
    void falsify(AssetIndexes indexes) {
        Asset asset = page("beta").getLast();
        Objects.requireNonNull(indexes.find("beta")).put(List.of(new Asset(asset.id(), asset.isccCode(),
                asset.unitTexts(), asset.units(), null, new Metadata("{\"v\":0,\"name\":\"Grösse\"}", null, null))));
    }
}
