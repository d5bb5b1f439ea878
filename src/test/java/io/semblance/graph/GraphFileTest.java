package io.semblance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GraphFileTest {

    private static final GraphOptions OPTIONS = GraphOptions.hamming(256, false);
    private static final int VECTORS = 3000;
    private static final long SEED = 4711;

    private final GraphLibrary library = PackedForTests.library();

    @TempDir
    private Path directory;

    /** Opens a file in one of the two ways. */
    @FunctionalInterface
    interface Opening {

        Graph open(GraphLibrary library, GraphOptions options, Path file);
    }

    static Stream<Opening> openings() {
        return Stream.of(Graph::load, Graph::view);
    }

    @ParameterizedTest
    @MethodSource("openings")
    void savedGraphAnswersAsBefore(Opening opening) throws IOException {
        Path file = directory.resolve("graph");
        Random random = new Random(SEED);
        long[][] queries = Stream.generate(() -> random.longs(4).toArray()).limit(50).toArray(long[][]::new);
        try (Graph graph = filled(OPTIONS)) {
            graph.save(file);
            assertThat(Files.size(file)).isEqualTo(graph.serializedBytes());
            try (Graph opened = opening.open(library, OPTIONS, file)) {
                assertThat(opened.size()).isEqualTo(graph.size()).isEqualTo(VECTORS - 2);
                assertThat(opened.memoryBytes()).isPositive();
                for (long[] query : queries) {
                    assertThat(opened.search(query, 20)).as("seed %d", SEED).isEqualTo(graph.search(query, 20));
                }
                assertThat(opened.contains(1)).isFalse();
                assertThat(opened.contains(2)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("openings")
    void bytesBehindTheGraphAreNotRead(Opening opening) throws IOException {
        Path file = directory.resolve("graph");
        try (Graph graph = filled(OPTIONS)) {
            graph.save(file);
            byte[] more = new byte[100_000];
            new Random(SEED).nextBytes(more);
            Files.write(file, more, StandardOpenOption.APPEND);
            try (Graph opened = opening.open(library, OPTIONS, file)) {
                long[] query = new Random(SEED).longs(4).toArray();
                assertThat(opened.search(query, 20)).isEqualTo(graph.search(query, 20));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("openings")
    void fileThatIsCutOffIsRefused(Opening opening) throws IOException {
        Path file = directory.resolve("graph");
        try (Graph graph = filled(OPTIONS)) {
            graph.save(file);
        }
        byte[] whole = Files.readAllBytes(file);
        int vectors = VECTORS * 32;
        for (int length : new int[]{0, 1, 7, 8, 63, 64, 1000, vectors, vectors + 8, vectors + 71, vectors + 72,
                vectors + 100, vectors + 200, vectors + 72 + VECTORS, whole.length / 2, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> opening.open(library, OPTIONS, file)).as("%d bytes", length)
                    .isInstanceOf(GraphException.class).hasMessageContaining(file.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("openings")
    void graphOfOtherOptionsIsRefused(Opening opening) {
        Path file = directory.resolve("graph");
        try (Graph graph = filled(OPTIONS)) {
            graph.save(file);
        }
        GraphOptions other = new GraphOptions(Metric.COSINE, Scalar.F32, 256, 16, 64, 64, false);
        for (GraphOptions options : new GraphOptions[]{GraphOptions.hamming(128, false), other,
                GraphOptions.hamming(256, true)}) {
            assertThatThrownBy(() -> opening.open(library, options, file)).isInstanceOf(GraphException.class)
                    .hasMessage("opening " + file + ": it holds no graph of " + options);
        }
        GraphOptions denser = new GraphOptions(Metric.HAMMING, Scalar.B1, 256, 32, 64, 64, false);
        assertThatThrownBy(() -> opening.open(library, denser, file)).isInstanceOf(GraphException.class)
                .hasMessage("opening " + file + ": its connectivity is 16, expected is " + denser);
        Path absent = directory.resolve("absent");
        assertThatThrownBy(() -> opening.open(library, OPTIONS, absent)).isInstanceOf(GraphException.class)
                .hasMessage("usearch_metadata(" + absent + "): No such file or directory");
    }

    @Test
    void loadedGraphGoesOn() {
        Path file = directory.resolve("graph");
        Random random = new Random(SEED);
        try (Graph graph = filled(OPTIONS)) {
            graph.save(file);
        }
        try (Graph loaded = Graph.load(library, OPTIONS, file)) {
            assertThat(loaded.capacity()).isEqualTo(VECTORS);
            long[] code = random.longs(4).toArray();
            loaded.add(1, code); // takes the place of a removed one
            assertThat(loaded.capacity()).isEqualTo(VECTORS);
            loaded.add(VECTORS, code);
            loaded.add(VECTORS + 1, code); // and this needs a new one
            assertThat(loaded.capacity()).isGreaterThan(VECTORS);
            assertThat(loaded.search(code, 3).keys()).containsExactlyInAnyOrder(1, VECTORS, VECTORS + 1);
        }
    }

    @Test
    void emptyGraphIsSavedAndLoaded() {
        Path file = directory.resolve("graph");
        try (Graph graph = Graph.create(library, OPTIONS)) {
            graph.save(file);
        }
        try (Graph viewed = Graph.view(library, OPTIONS, file); Graph loaded = Graph.load(library, OPTIONS, file)) {
            assertThat(viewed.search(new long[4], 10).size()).isZero();
            loaded.add(1, new long[4]);
            assertThat(loaded.search(new long[4], 10).keys()).containsExactly(1);
        }
    }

    @Test
    void viewedGraphCannotBeChanged() {
        Path file = directory.resolve("graph");
        try (Graph graph = filled(OPTIONS)) {
            graph.save(file);
        }
        try (Graph viewed = Graph.view(library, OPTIONS, file)) {
            assertThatThrownBy(() -> viewed.add(1, new long[4])).isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("the graph is open for searches only: ");
            assertThatThrownBy(() -> viewed.remove(2)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> viewed.reserve(1 << 20)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> viewed.save(directory.resolve("other"))).isInstanceOf(IllegalStateException.class);
            viewed.searchWidth(200);
            assertThat(viewed.search(new long[4], 10).size()).isEqualTo(10);
        }
    }

    @Test
    void fullDiskIsTold() {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "Skipped, this system has no /dev/full");
        try (Graph graph = filled(OPTIONS)) {
            assertThatThrownBy(() -> graph.save(full)).isInstanceOf(GraphException.class)
                    .hasMessageStartingWith("usearch_save(/dev/full): ");
        }
        // Small enough to stay in a buffer until the file is closed, when the library does not look.
        try (Graph graph = Graph.create(library, OPTIONS)) {
            graph.add(1, new long[4]);
            assertThatThrownBy(() -> graph.save(full)).isInstanceOf(GraphException.class)
                    .hasMessageStartingWith("usearch_save(/dev/full): only 0 of ");
        }
        Path absent = directory.resolve("absent").resolve("graph");
        try (Graph graph = Graph.create(library, OPTIONS)) {
            assertThatThrownBy(() -> graph.save(absent)).isInstanceOf(GraphException.class)
                    .hasMessage("usearch_save(" + absent + "): No such file or directory");
        }
    }

    private Graph filled(GraphOptions options) {
        Random random = new Random(SEED);
        Graph graph = Graph.create(library, options);
        for (int key = 0; key < VECTORS; key++) {
            graph.add(key, random.longs(4).toArray());
        }
        graph.remove(1);
        graph.remove(1000);
        return graph;
    }
}
