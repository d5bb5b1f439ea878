package io.semblance.lifecycle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.semblance.asset.AssetDraft;
import io.semblance.asset.AssetDraft.SimprintDraft;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.AssetService;
import io.semblance.asset.Metadata;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sixty-four assets to try the service with: licences and manual pages, some of them edited copies of others. They go the
 * way of every asset, through {@link AssetService}, into an index of their own, and never into one that exists.
 */
final class DemoIndex {

    /** Name of the index. */
    static final String NAME = "demo";

    private static final Logger LOG = LoggerFactory.getLogger(DemoIndex.class);
    private static final String FILE = "/demo/demo.jsonl";

    private final AssetIndexes indexes;
    private final AssetService service;

    DemoIndex(AssetIndexes indexes, AssetService service) {
        this.indexes = indexes;
        this.service = service;
    }

    /** Makes and fills the index unless there is one. */
    void load() {
        if (indexes.find(NAME) != null) {
            return;
        }
        List<AssetDraft> assets = read();
        service.create(NAME);
        service.put(NAME, assets);
        LOG.info("Loaded {} assets into the index {}, to try the service with (semblance.demo)", assets.size(), NAME);
    }

    private static List<AssetDraft> read() {
        JsonMapper json = JsonMapper.shared();
        List<AssetDraft> assets = new ArrayList<>();
        try (InputStream file = DemoIndex.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is not in the jar");
            }
            for (String line : new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8)).lines()
                    .toList()) {
                assets.add(asset(json.readTree(line)));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return assets;
    }

    private static AssetDraft asset(JsonNode line) {
        List<String> units = line.get("units").valueStream().map(JsonNode::asString).toList();
        JsonNode metadata = line.get("metadata");
        // The sources of the demo are normalised URLs already.
        Metadata kept = new Metadata(metadata.toString(), null, metadata.path("source").asString(null));
        return new AssetDraft(line.get("iscc_id").asString(), line.get("iscc_code").asString(), units,
                simprints(line.get("simprints")), kept);
    }

    private static @Nullable Map<String, List<SimprintDraft>> simprints(@Nullable JsonNode types) {
        if (types == null) {
            return null;
        }
        Map<String, List<SimprintDraft>> simprints = new LinkedHashMap<>();
        types.forEachEntry((type, list) -> simprints.put(type, list.valueStream().map(one -> new SimprintDraft(
                one.get("simprint").asString(), one.get("offset").asLong(), one.get("size").asLong())).toList()));
        return simprints;
    }
}
