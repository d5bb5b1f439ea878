package io.semblance.asset.backend.usearch.proposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.BackendReport.GraphFigures;
import io.semblance.asset.GlobalMatch;
import io.semblance.asset.Query;
import io.semblance.code.IsccUnit;
import io.semblance.graph.TestedGraph;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a start makes of the file of a graph. */
class GraphFileTest {

    private static final String GRAPH = "CONTENT_TEXT_V0-256";
    private static final long SEED = 4;

    @TempDir
    Path directory;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private List<Asset> assets = List.of();
    private Path file = Path.of("");

    @BeforeEach
    void saveAGraph() throws InterruptedException {
        try (Graphs graphs = Graphs.open(directory, 500)) {
            AssetIndex index = graphs.create("t");
            assets = Graphs.assets(random, 1, 1_000);
            index.put(assets);
            graphs.await("t", GRAPH);
            graphs.save();
        }
        file = directory.resolve("indexes/t/CONTENT_TEXT_V0-256.graph");
        assertThat(file).exists();
    }

    private void assertFindsAll(Graphs graphs) {
        for (Asset asset : assets) {
            IsccUnit unit = asset.units().getFirst();
            assertThat(graphs.index("t").search(new Query(List.of(unit), Map.of(), null), 10).globalMatches())
                    .extracting(GlobalMatch::id).contains(asset.id());
        }
    }

    @Test
    void savedGraphIsUsedAndNotBuiltAgain() throws InterruptedException {
        try (Graphs graphs = Graphs.open(directory, 500)) {
            GraphFigures figures = graphs.await("t", GRAPH);
            assertThat(figures.builds()).isZero();
            assertThat(figures.codes()).isEqualTo(1_000);
            assertThat(figures.notice()).isEmpty();
            assertFindsAll(graphs);
        }
    }

    @Test
    void whatWasWrittenAfterItWasSavedIsCaughtUp() throws InterruptedException {
        IsccUnit replaced = Graphs.near(random, new long[4], 128);
        try (Graphs graphs = Graphs.open(directory, 500)) {
            graphs.await("t", GRAPH);
            graphs.index("t").put(Graphs.assets(random, 2_000, 100));
            graphs.index("t").put(List.of(Graphs.asset(1, List.of(replaced))));
            graphs.index("t").delete(List.of(Graphs.id(2), Graphs.id(2_000)));
        }
        try (Graphs graphs = Graphs.open(directory, 500)) {
            GraphFigures figures = graphs.await("t", GRAPH);
            assertThat(figures.builds()).isZero();
            assertThat(figures.codes()).isEqualTo(1_000 + 100 - 2);
            assertThat(graphs.index("t").search(new Query(List.of(replaced), Map.of(), null), 1).globalMatches())
                    .extracting(GlobalMatch::id).containsExactly(Graphs.id(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"first byte", "middle", "last byte", "cut", "empty", "longer", "trailer alone"})
    void damagedFileIsSetAsideNamedAndBuiltAgain(String damage) throws IOException, InterruptedException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, damaged(bytes, damage));
        try (Graphs graphs = Graphs.open(directory, 500)) {
            assertFindsAll(graphs);
            GraphFigures figures = graphs.await("t", GRAPH);
            assertThat(figures.builds()).isEqualTo(1);
            assertThat(figures.notice()).contains("CONTENT_TEXT_V0-256.graph.unsound-");
            assertFindsAll(graphs);
        }
        try (Stream<Path> files = Files.walk(directory.resolve("quarantine"))) {
            assertThat(files.map(found -> found.getFileName().toString())
                    .filter(name -> name.startsWith("CONTENT_TEXT_V0-256.graph.unsound-"))).hasSize(1);
        }
    }

    /** As on a full disk: what is only derived keeps nothing from going on. */
    @Test
    void damagedFileThatCannotBeSetAsideIsBuiltAgainAtOnce() throws IOException, InterruptedException {
        Files.write(file, damaged(Files.readAllBytes(file), "middle"));
        Files.deleteIfExists(directory.resolve("quarantine"));
        Files.writeString(directory.resolve("quarantine"), "no folder");
        try (Graphs graphs = Graphs.open(directory, 500)) {
            GraphFigures figures = graphs.await("t", GRAPH);
            assertThat(figures.builds()).isEqualTo(1);
            assertThat(figures.notice()).contains("not sound");
            assertFindsAll(graphs);
        }
    }

    private static byte[] damaged(byte[] bytes, String damage) {
        return switch (damage) {
            case "cut" -> Arrays.copyOf(bytes, bytes.length / 2);
            case "empty" -> new byte[0];
            case "longer" -> Arrays.copyOf(bytes, bytes.length + 1);
            case "trailer alone" -> Arrays.copyOfRange(bytes, bytes.length - 76, bytes.length);
            default -> {
                int at = damage.equals("first byte")
                        ? 0
                        : damage.equals("middle") ? bytes.length / 2 : bytes.length - 1;
                bytes[at] ^= 1;
                yield bytes;
            }
        };
    }

    /** Each byte of the trailer, and many of the rest, flipped in turn: none goes unnoticed. */
    @Test
    void noFlippedByteIsOverlooked() throws IOException {
        byte[] sound = Files.readAllBytes(file);
        GraphFile graphFile = new GraphFile(directory.resolve("indexes/t"), GroupKey.ofUnits("CONTENT_TEXT_V0", 256));
        for (int i = 0; i < 400; i++) {
            int at = i < 76 ? sound.length - 1 - i : random.nextInt(sound.length);
            byte[] flipped = sound.clone();
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, flipped);
            assertThatThrownBy(() -> graphFile.open(TestedGraph.require()))
                    .as("seed %d, byte %d of %d", SEED, at, sound.length)
                    .isInstanceOf(GraphFile.UnsoundFileException.class);
        }
    }

    @Test
    void graphOfAnIndexThatShrankIsRemoved() throws InterruptedException {
        try (Graphs graphs = Graphs.open(directory, 500)) {
            graphs.await("t", GRAPH);
            graphs.index("t").delete(assets.subList(0, 900).stream().map(Asset::id).toList());
            await().untilAsserted(() -> assertThat(file).doesNotExist());
            assertThat(graphs.figures("t")).isEmpty();
            assets = assets.subList(900, 1_000);
            assertFindsAll(graphs);
        }
    }
}
