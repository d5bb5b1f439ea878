package io.semblance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

/** What is refused, by whom and in which words. */
class GraphErrorsTest {

    private static final GraphOptions BITS = GraphOptions.hamming(128, false);
    private static final GraphOptions FLOATS = GraphOptions.floats(Metric.COSINE, Scalar.F16, 3, false);

    private final GraphLibrary library = PackedForTests.library();

    @Test
    void combinationsThatTheLibraryTakesAndAnswersWronglyAreRefused() {
        for (Scalar scalar : List.of(Scalar.F32, Scalar.BF16, Scalar.F16, Scalar.I8)) {
            assertThatThrownBy(() -> options(Metric.HAMMING, scalar, 64)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith("not HAMMING of " + scalar);
        }
        for (Metric metric : List.of(Metric.COSINE, Metric.INNER_PRODUCT, Metric.L2)) {
            assertThatThrownBy(() -> options(metric, Scalar.B1, 64)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith("not " + metric + " of B1");
        }
        for (Metric metric : List.of(Metric.INNER_PRODUCT, Metric.L2)) {
            assertThatThrownBy(() -> options(metric, Scalar.I8, 64)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("bytes keep the angle of a vector and not its length: not " + metric);
        }
        assertThatThrownBy(() -> options(Metric.HAMMING, Scalar.B1, 60)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bits come in whole bytes, not 60");
        assertThatThrownBy(() -> options(Metric.L2, Scalar.F32, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dimensions is 1 to 65536, not 0");
    }

    @Test
    void complaintOfTheLibraryNamesTheCallAndItsParameters() {
        try (Graph graph = Graph.create(library, BITS)) {
            graph.add(7, new long[2]);
            assertThatThrownBy(() -> graph.add(7, new long[2])).isInstanceOf(GraphException.class)
                    .hasMessage("usearch_add(7) to 1 vectors in " + BITS
                            + ": Duplicate keys not allowed in high-level wrappers");
            assertThat(graph.size()).isEqualTo(1);
            graph.add(8, new long[2]);
            assertThat(graph.search(new long[2], 10).keys()).containsExactlyInAnyOrder(7, 8);
        }
    }

    @Test
    void vectorsOfAnotherShapeAreRefused() {
        try (Graph bits = Graph.create(library, BITS); Graph floats = Graph.create(library, FLOATS)) {
            assertThatThrownBy(() -> bits.add(1, new long[1])).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("1 words are no vector of " + BITS);
            assertThatThrownBy(() -> bits.search(new float[128], 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> floats.search(new long[2], 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> floats.add(1, new float[4])).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("4 floats are no vector of " + FLOATS);
            for (float component : new float[]{Float.NaN, Float.POSITIVE_INFINITY, -65_536}) {
                assertThatThrownBy(() -> floats.add(1, new float[]{0, component, 0}))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("components of a vector are at most 65504.0, not " + component);
            }
            assertThatThrownBy(() -> bits.add(-1, new long[2])).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("-1 is no key");
            assertThatThrownBy(() -> bits.search(new long[2], 0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> bits.searchWidth(0)).isInstanceOf(IllegalArgumentException.class);
            assertThat(bits.size()).isZero();
        }
    }

    @Test
    void bitsBeyondTheLengthOfACodeAreNotLookedAt() {
        try (Graph graph = Graph.create(library, GraphOptions.hamming(72, false))) {
            graph.add(1, new long[]{5, 0x7fL << 56 | 0xffff});
            assertThat(graph.search(new long[]{4, 0x7eL << 56}, 1))
                    .isEqualTo(new Neighbours(new long[]{1}, new float[]{2}));
        }
    }

    @Test
    void whatAFilterThrowsIsThrown() {
        try (Graph graph = Graph.create(library, BITS)) {
            for (int key = 0; key < 100; key++) {
                graph.add(key, new long[]{key, key});
            }
            assertThatThrownBy(() -> graph.search(new long[2], 5, key -> {
                throw new ArithmeticException("key " + key);
            })).isInstanceOf(ArithmeticException.class).hasMessageStartingWith("key ");
            assertThatThrownBy(() -> graph.search(new long[2], 5, key -> {
                throw new AssertionError("key " + key);
            })).isInstanceOf(AssertionError.class);
            assertThatThrownBy(() -> graph.search(new long[2], 5, graph::contains))
                    .isInstanceOf(IllegalStateException.class).hasMessageStartingWith("a filter must not call a graph");
            assertThat(graph.search(new long[2], 5, key -> key == 99).keys()).containsExactly(99);
        }
    }

    @Test
    void widthOfSearchesIsKept() {
        try (Graph graph = Graph.create(library, BITS)) {
            assertThat(graph.searchWidth()).isEqualTo(64);
            graph.searchWidth(300);
            graph.reserve(5000);
            assertThat(graph.searchWidth()).isEqualTo(300);
            assertThat(graph.capacity()).isGreaterThanOrEqualTo(5000);
        }
    }

    @Test
    void memoryGrowsWithTheGraph() {
        try (Graph graph = Graph.create(library, BITS)) {
            long empty = graph.memoryBytes();
            graph.reserve(1 << 20);
            // An address of a vector, one of a node, and the table of keys.
            assertThat(graph.memoryBytes() - empty).isGreaterThan((8L + 8 + 16) << 20);
        }
    }

    @Test
    void closedGraphIsRefusedByEveryMethod() {
        Graph graph = Graph.create(library, BITS);
        graph.close();
        graph.close();
        for (Runnable call : List.<Runnable>of(() -> graph.add(1, new long[2]), () -> graph.search(new long[2], 1),
                () -> graph.contains(1), () -> graph.remove(1), () -> graph.reserve(1), graph::size, graph::memoryBytes,
                () -> graph.searchWidth(5))) {
            assertThatThrownBy(call::run).isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("the graph is closed: ");
        }
    }

    private static GraphOptions options(Metric metric, Scalar scalar, int dimensions) {
        return new GraphOptions(metric, scalar, dimensions, 16, 64, 64, false);
    }
}
