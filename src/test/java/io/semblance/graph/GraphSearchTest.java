package io.semblance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Graphs of every kind beside a loop over all vectors. With a search as wide as there are vectors a graph misses none, so
 * that what it finds must be what the loop finds.
 */
class GraphSearchTest {

    private static final int VECTORS = 400;
    private static final int WIDTH = 512;
    private static final long SEED = 20261126;

    private final GraphLibrary library = PackedForTests.library();

    static Stream<GraphOptions> kinds() {
        Stream<GraphOptions> bits = IntStream.of(8, 64, 72, 128, 192, 256, 1024)
                .mapToObj(length -> options(Metric.HAMMING, Scalar.B1, length));
        Stream<GraphOptions> floats = Stream.of(Metric.COSINE, Metric.INNER_PRODUCT, Metric.L2)
                .flatMap(metric -> Stream.of(Scalar.F32, Scalar.BF16, Scalar.F16, Scalar.I8)
                        .filter(scalar -> scalar != Scalar.I8 || metric == Metric.COSINE)
                        .map(scalar -> options(metric, scalar, 96)));
        return Stream.concat(bits, floats);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void findsWhatALoopFinds(GraphOptions options) {
        Random random = new Random(SEED);
        Oracle oracle = new Oracle(options);
        try (Graph graph = Graph.create(library, options)) {
            fill(graph, oracle, random);
            for (int i = 0; i < 50; i++) {
                Object query = Oracle.random(options, random);
                compare(graph, oracle, query, 10, key -> true);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void findsWhatALoopFindsAmongTheAcceptedKeys(GraphOptions options) {
        Random random = new Random(SEED);
        Oracle oracle = new Oracle(options);
        try (Graph graph = Graph.create(library, options)) {
            fill(graph, oracle, random);
            for (int i = 0; i < 20; i++) {
                compare(graph, oracle, Oracle.random(options, random), 10, key -> key % 3 == 1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void removedVectorsAreNotFoundAndReplacedOnesAre(GraphOptions options) {
        Random random = new Random(SEED);
        Oracle oracle = new Oracle(options);
        try (Graph graph = Graph.create(library, options)) {
            fill(graph, oracle, random);
            for (long key = 0; key < VECTORS; key += 4) {
                assertThat(graph.remove(key)).isEqualTo(oracle.remove(key)).isOne();
                assertThat(graph.contains(key)).isFalse();
                assertThat(graph.remove(key)).isZero();
            }
            assertThat(graph.size()).isEqualTo(VECTORS * 3 / 4);
            for (long key = 0; key < VECTORS; key += 8) {
                Object vector = Oracle.random(options, random);
                add(graph, key, vector);
                oracle.add(key, vector);
                assertThat(graph.contains(key)).isTrue();
            }
            assertThat(graph.size()).isEqualTo(VECTORS * 7 / 8);
            for (int i = 0; i < 20; i++) {
                Object query = Oracle.random(options, random);
                Neighbours found = search(graph, query, 10, key -> true);
                for (int k = 0; k < found.size(); k++) {
                    assertThat(oracle.distances(query, found.keys()[k])).as("seed %d, key %d", SEED, found.keys()[k])
                            .hasSize(1);
                }
            }
        }
    }

    private static GraphOptions options(Metric metric, Scalar scalar, int dimensions) {
        return new GraphOptions(metric, scalar, dimensions, 16, 128, WIDTH, false);
    }

    private static void fill(Graph graph, Oracle oracle, Random random) {
        for (int key = 0; key < VECTORS; key++) {
            Object vector = Oracle.random(oracle.options(), random);
            add(graph, key, vector);
            oracle.add(key, vector);
        }
        assertThat(graph.size()).isEqualTo(VECTORS);
    }

    /** Ties have no order, so that distances are compared in their order and keys by their distance. */
    private static void compare(Graph graph, Oracle oracle, Object query, int count, LongPredicate filter) {
        Neighbours found = search(graph, query, count, filter);
        List<Oracle.Entry> expected = oracle.nearest(query, count, filter);
        assertThat(found.size()).as("seed %d", SEED).isEqualTo(expected.size());
        for (int i = 0; i < count; i++) {
            double slack = slack(oracle.options());
            assertThat((double) found.distances()[i]).as("seed %d, place %d", SEED, i)
                    .isCloseTo(expected.get(i).distance(), within(slack));
            assertThat(oracle.distances(query, found.keys()[i]).getFirst()).as("seed %d, place %d", SEED, i)
                    .isCloseTo(found.distances()[i], within(slack));
            assertThat(filter.test(found.keys()[i])).isTrue();
        }
    }

    private static double slack(GraphOptions options) {
        return switch (options.scalar()) {
            case B1 -> 0;
            case F32 -> 1e-4;
            case F16 -> 0.02;
            case BF16, I8 -> 0.08;
        };
    }

    static void add(Graph graph, long key, Object vector) {
        if (vector instanceof long[] words) {
            graph.add(key, words);
        } else {
            graph.add(key, (float[]) vector);
        }
    }

    static Neighbours search(Graph graph, Object query, int count, LongPredicate filter) {
        return query instanceof long[] words
                ? graph.search(words, count, filter)
                : graph.search((float[]) query, count, filter);
    }
}
