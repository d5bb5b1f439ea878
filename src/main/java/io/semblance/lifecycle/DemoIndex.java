package io.semblance.lifecycle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.semblance.asset.AssetDraft;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.AssetService;
import io.semblance.asset.json.EntryReader;
import io.semblance.problem.ProblemException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private final Loading loading;

    /** @param loading counts what is loaded here too */
    DemoIndex(AssetIndexes indexes, AssetService service, Loading loading) {
        this.indexes = indexes;
        this.service = service;
        this.loading = loading;
    }

    /** Makes and fills the index unless there is one. What keeps it away keeps nobody from the other indexes. */
    void load() {
        try {
            if (indexes.find(NAME) == null) {
                create();
            }
        } catch (ProblemException away) {
            LOG.warn("There is no index {} to try the service with (semblance.demo): {}", NAME, away.detail());
        } catch (UncheckedIOException failed) {
            LOG.warn("There is no index {} to try the service with (semblance.demo)", NAME, failed);
        }
    }

    private void create() {
        List<AssetDraft> assets = read();
        service.create(NAME);
        service.put(NAME, assets);
        Progress before = loading.progress();
        loading.loaded(before.loaded() + assets.size(), before.total() + assets.size());
        LOG.info("Loaded {} assets into the index {}, to try the service with (semblance.demo)", assets.size(), NAME);
    }

    private static List<AssetDraft> read() {
        List<AssetDraft> assets = new ArrayList<>();
        try (InputStream file = DemoIndex.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is not in the jar");
            }
            for (String line : new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8)).lines()
                    .toList()) {
                assets.add(EntryReader.readAlone(line.getBytes(StandardCharsets.UTF_8)));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return assets;
    }
}
