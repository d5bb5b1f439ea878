package io.semblance.asset.backend.usearch.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.BackendReport;
import io.semblance.asset.BackendReport.GraphFigures;
import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;
import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;
import io.semblance.code.MainType;
import io.semblance.code.UnitType;
import io.semblance.graph.TestedGraph;

/** Indexes of a data directory with graphs from a few codes on, and assets whose codes lie in clusters. */
final class Graphs implements AutoCloseable {

    static final UnitType CONTENT = new UnitType(MainType.CONTENT, 0, 0);

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final AssetIndexes indexes;

    private Graphs(AssetIndexes indexes) {
        this.indexes = indexes;
    }

    static Graphs open(Path directory, long from) {
        return open(directory, rules(from));
    }

    static GraphRules rules(long from) {
        return new GraphRules(from, 0.99, Duration.ofHours(1), 1_000_000, Duration.ofMillis(1));
    }

    static Graphs open(Path directory, GraphRules rules) {
        BackendSettings settings = new BackendSettings(0.75, 0.75, 4, 2, rules, TestedGraph.require());
        AssetIndexes indexes = Backends.open(new IndexUri(IndexUri.Scheme.USEARCH, directory), settings);
        indexes.load((done, total) -> {
        });
        return new Graphs(indexes);
    }

    AssetIndex create(String name) {
        return indexes.create(name);
    }

    AssetIndex index(String name) {
        return Objects.requireNonNull(indexes.find(name));
    }

    List<GraphFigures> figures(String index) {
        return ((BackendReport) indexes).graphs().getOrDefault(index, List.of());
    }

    GraphFigures figures(String index, String graph) {
        return figures(index).stream().filter(one -> one.name().equals(graph)).findFirst().orElseThrow();
    }

    /** Waits until a graph has everything and was measured; what it is then. */
    GraphFigures await(String index, String graph) throws InterruptedException {
        return await(index, graph, Graphs::isDone);
    }

    /** Waits until a graph that has everything was measured again, and found as good as it is to be. */
    GraphFigures awaitGood(String index, String graph, double selfRecall) throws InterruptedException {
        // The measurement that runs may have begun before.
        long measurements = await(index, graph).measurements() + 2;
        return await(index, graph, one -> isDone(one) && one.measurements() >= measurements
                && one.selfRecall() >= selfRecall);
    }

    private GraphFigures await(String index, String graph, Predicate<GraphFigures> condition)
            throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (figures(index).stream().noneMatch(one -> one.name().equals(graph) && condition.test(one))) {
            assertThat(System.nanoTime()).as("%s is not done: %s", graph, figures(index)).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return figures(index, graph);
    }

    private static boolean isDone(GraphFigures one) {
        return one.state().equals("ready") && one.pending() == 0 && !Double.isNaN(one.recall());
    }

    void save() {
        indexes.save();
    }

    @Override
    public void close() {
        indexes.close();
    }

    /** So many assets with a CONTENT code of 256 bits each, from number {@code first} on; twenty to a cluster. */
    static List<Asset> assets(SplittableRandom random, long first, int number) {
        List<Asset> assets = new ArrayList<>();
        long[] centre = {};
        for (int i = 0; i < number; i++) {
            if (i % 20 == 0) {
                centre = new long[]{random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()};
            }
            IsccUnit unit = near(random, centre, random.nextInt(26));
            assets.add(asset(first + i, List.of(unit)));
        }
        return assets;
    }

    static Asset asset(long number, List<IsccUnit> units) {
        return new Asset(id(number), null, null, units, null, null);
    }

    static IsccId id(long number) {
        return new IsccId(0, number << 12);
    }

    /** A code with so many bits, drawn by chance, flipped. */
    static IsccUnit near(SplittableRandom random, long[] code, int flips) {
        long[] words = code.clone();
        for (int i = 0; i < flips; i++) {
            int bit = random.nextInt(256);
            words[bit / 64] ^= 1L << bit % 64;
        }
        return new IsccUnit(CONTENT, 256, words[0], words[1], words[2], words[3]);
    }

    static IsccUnit near(SplittableRandom random, IsccUnit unit, int flips) {
        return near(random, new long[]{unit.w0(), unit.w1(), unit.w2(), unit.w3()}, flips);
    }
}
