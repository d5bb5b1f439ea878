package io.semblance.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keys with many vectors each, as an asset has many simprints. */
class GraphMultiTest {

    private static final long SEED = 7;

    private final GraphLibrary library = PackedForTests.library();

    @Test
    void keyWithManyVectorsIsAddedFoundAndRemovedWhole() {
        churn(60, 40, 50);
    }

    @Test
    void keyWithTenThousandVectorsIsRemovedWhole() {
        GraphOptions options = new GraphOptions(Metric.HAMMING, Scalar.B1, 64, 4, 8, 16, true);
        Random random = new Random(SEED);
        try (Graph graph = Graph.create(library, options)) {
            IntStream.range(0, 10_000).forEach(i -> graph.add(1, words(options, random)));
            IntStream.range(0, 100).forEach(i -> graph.add(2, words(options, random)));
            assertThat(graph.remove(1)).isEqualTo(10_000);
            assertThat(graph.size()).isEqualTo(100);
            assertThat(graph.contains(1)).isFalse();
            assertThat(graph.search(words(options, random), 10).keys()).containsOnly(2);
        }
    }

    @Test
    @Tag("night") // six hundred thousand vectors
    void twoThousandKeysOfThreeHundredVectors() {
        churn(2000, 300, 200);
    }

    private void churn(int keys, int vectors, int queries) {
        GraphOptions options = GraphOptions.hamming(128, true);
        Random random = new Random(SEED);
        Oracle oracle = new Oracle(options);
        try (Graph graph = Graph.create(library, options)) {
            for (int key = 0; key < keys; key++) {
                addAll(graph, oracle, key, vectors, random);
            }
            assertThat(graph.size()).isEqualTo((long) keys * vectors);
            compare(graph, oracle, queries, random);
            for (int key = 0; key < keys; key += 3) {
                assertThat(graph.remove(key)).as("vectors of %d", key).isEqualTo(vectors);
                assertThat(graph.contains(key)).isFalse();
            }
            oracle.removeIf(key -> key % 3 == 0);
            assertThat(graph.size()).isEqualTo((long) (keys - (keys + 2) / 3) * vectors);
            compare(graph, oracle, queries, random);
            for (int key = 0; key < keys; key += 3) {
                addAll(graph, oracle, key, vectors, random);
                assertThat(graph.contains(key)).isTrue();
            }
            assertThat(graph.size()).isEqualTo((long) keys * vectors);
            compare(graph, oracle, queries, random);
            assertThat(graph.remove(1)).isEqualTo(vectors);
        }
    }

    /** What is found is there, at the distance that it has; and of what a loop finds, no more is missed than a graph may. */
    private static void compare(Graph graph, Oracle oracle, int queries, Random random) {
        graph.searchWidth(2000);
        int hits = 0;
        for (int i = 0; i < queries; i++) {
            long[] query = words(oracle.options(), random);
            List<Oracle.Entry> expected = oracle.nearest(query, 10, key -> true);
            Neighbours found = graph.search(query, 10);
            assertThat(found.size()).isEqualTo(10);
            for (int k = 0; k < 10; k++) {
                assertThat(oracle.distances(query, found.keys()[k])).as("seed %d, query %d", SEED, i)
                        .contains((double) found.distances()[k]);
                hits += found.distances()[k] <= expected.getLast().distance() ? 1 : 0;
            }
        }
        assertThat(hits / (10.0 * queries)).as("recall, seed %d", SEED).isGreaterThan(0.9);
    }

    private static void addAll(Graph graph, Oracle oracle, long key, int vectors, Random random) {
        for (int i = 0; i < vectors; i++) {
            long[] code = words(oracle.options(), random);
            graph.add(key, code);
            oracle.add(key, code);
        }
    }

    private static long[] words(GraphOptions options, Random random) {
        return (long[]) Oracle.random(options, random);
    }
}
