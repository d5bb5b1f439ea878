package io.semblance.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import io.semblance.asset.RandomAssets;
import io.semblance.code.IsccId;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A data directory whose start takes its time: many indexes are read, and all their graphs have to be built anew. */
final class LongStart {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String FIRST = "copy0";
    private static final int INDEXES = 40;
    private static final int ASSETS = 1_000;
    /** Read back of each index. */
    private static final int SAMPLES = 3;

    private final Path data;
    private final RandomGenerator random;
    private final Map<String, String> units = new LinkedHashMap<>();

    LongStart(Path data, RandomGenerator random) {
        this.data = data;
        this.random = random;
    }

    Path data() {
        return data;
    }

    /** Fills the first index. */
    void fill(ServiceProcess service) throws IOException, InterruptedException {
        for (int i = 1; i <= ASSETS; i++) {
            units.put(new IsccId(0, (long) i << 12).text(), RandomAssets.units(random));
        }
        List<String> assets = units.entrySet().stream()
                .map(asset -> "{\"iscc_id\":\"" + asset.getKey() + "\",\"units\":" + asset.getValue() + "}").toList();
        assertThat(service.post("/indexes", "{\"name\":\"" + FIRST + "\"}").statusCode()).isEqualTo(201);
        for (int from = 0; from < ASSETS; from += 100) {
            assertThat(service.post("/indexes/" + FIRST + "/assets", assets.subList(from, from + 100).toString())
                    .statusCode()).isEqualTo(201);
        }
    }

    /** Makes the others of the first one, while nobody serves it. */
    void copy() throws IOException {
        for (int i = 1; i < INDEXES; i++) {
            Path copy = Files.createDirectory(index(i));
            try (Stream<Path> files = Files.list(index(0))) {
                for (Path file : files.toList()) {
                    Files.copy(file, copy.resolve(String.valueOf(file.getFileName())));
                }
            }
        }
        forgetGraphs();
    }

    void forgetGraphs() throws IOException {
        for (int i = 0; i < INDEXES; i++) {
            try (DirectoryStream<Path> graphs = Files.newDirectoryStream(index(i), "*.graph")) {
                for (Path graph : graphs) {
                    Files.delete(graph);
                }
            }
        }
    }

    private Path index(int number) {
        return data.resolve("indexes").resolve("copy" + number);
    }

    /** All indexes are there with as many assets, and some of each are what was acknowledged. */
    void verify(ServiceProcess service) throws IOException, InterruptedException {
        JsonNode served = JSON.readTree(service.get("/indexes").body());
        assertThat(served.valueStream().map(index -> index.path("assets").asInt())).hasSize(INDEXES)
                .containsOnly(ASSETS);
        List<String> ids = List.copyOf(units.keySet());
        for (int i = 0; i < INDEXES; i++) {
            for (int sample = 0; sample < SAMPLES; sample++) {
                String id = ids.get(random.nextInt(ids.size()));
                assertThat(JSON.readTree(service.get("/indexes/copy" + i + "/assets/" + id).body()).path("units"))
                        .as("asset %s of index copy%d", id, i).isEqualTo(JSON.readTree(units.get(id)));
            }
        }
    }
}
