package io.semblance.migration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the real iscc-search 0.3.3 wrote, and what it answered for each asset; made by {@code fixture.py}. */
public final class Fixture {

    /** The asset with a unit that is cut short. */
    static final String MALFORMED = "ISCC:MAIGBISBQHSABAAB";

    private static final JsonMapper JSON = JsonMapper.shared();

    private Fixture() {
    }

    /** Unpacks it; the data directories are {@code usearch} and {@code lmdb} in there. */
    public static Path unpack(Path directory) {
        try (InputStream packed = Fixture.class.getResourceAsStream("iscc-search-0.3.3.zip");
                ZipInputStream zip = new ZipInputStream(Objects.requireNonNull(packed))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = directory.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.write(file, zip.readAllBytes());
            }
            return directory;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** By index, the answer for each asset; with the simprints that were sent, ascending by place, where it keeps them. */
    static Map<String, List<JsonNode>> answers(Path unpacked, String scheme) throws IOException {
        JsonNode simprints = JSON.readTree(Files.readString(unpacked.resolve("simprints.json")));
        Map<String, List<JsonNode>> answers = new LinkedHashMap<>();
        JSON.readTree(Files.readString(unpacked.resolve(scheme + ".json"))).forEachEntry((name, list) -> {
            List<JsonNode> assets = new ArrayList<>();
            for (JsonNode asset : list) {
                JsonNode sent = simprints.get(asset.get("iscc_id").asString());
                if (sent != null && scheme.equals("usearch")) {
                    ((ObjectNode) asset).set("simprints", sent);
                }
                assets.add(asset);
            }
            answers.put(name, assets);
        });
        return answers;
    }

    /** Content and time of change of every file below a directory. */
    static Map<String, String> state(Path directory) throws IOException {
        Map<String, String> state = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                state.put(directory.relativize(file).toString(), Files.getLastModifiedTime(file) + " "
                        + (Files.isRegularFile(file) ? Arrays.hashCode(Files.readAllBytes(file)) : "-"));
            }
        }
        return state;
    }
}
