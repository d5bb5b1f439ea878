package io.semblance.snapshot;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.IndexRecords;
import io.semblance.asset.RandomAssets;
import io.semblance.asset.Scoring;
import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;
import io.semblance.code.IsccId;

import org.jspecify.annotations.Nullable;

/** Indexes on disk, and snapshots of them. */
final class Fixture implements AutoCloseable {

    static final Scoring SCORING = new Scoring(0.75, 4);

    final AssetIndexes indexes;
    final Snapshots snapshots;
    final Path shelf;

    Fixture(IndexUri.Scheme scheme, Path data, Path shelf, Retention retention, InstantSource clock) {
        this.shelf = shelf;
        this.indexes = Backends.open(new IndexUri(scheme, data), BackendSettings.defaults());
        indexes.load((done, total) -> {
        });
        this.snapshots = new Snapshots(indexes, (IndexRecords) indexes,
                new SnapshotPlan(shelf, data, retention, SCORING, "test"), clock);
    }

    static Fixture open(Path directory) {
        return new Fixture(IndexUri.Scheme.USEARCH, directory.resolve("data"), directory.resolve("shelf"),
                new Retention(1_000, 0, 0), InstantSource.system());
    }

    AssetIndex index(String name) {
        AssetIndex index = indexes.find(name);
        if (index == null) {
            throw new IllegalStateException("there is no index " + name);
        }
        return index;
    }

    /** Creates an index and fills it in several commits, some of which replace and some of which delete. */
    void fill(String name, long seed, int batches) {
        AssetIndex index = indexes.create(name);
        RandomAssets assets = new RandomAssets(new SplittableRandom(seed), 400);
        for (int i = 0; i < batches; i++) {
            List<Asset> batch = new ArrayList<>();
            for (int j = 0; j < 20; j++) {
                batch.add(assets.asset());
            }
            index.put(batch);
            index.delete(List.of(assets.id()));
        }
    }

    static List<Asset> all(AssetIndex index) {
        List<Asset> all = new ArrayList<>();
        @Nullable
        IsccId last = null;
        List<Asset> page;
        do {
            page = index.page(last, 100, true);
            all.addAll(page);
            last = page.isEmpty() ? last : page.getLast().id();
        } while (page.size() == 100);
        return all;
    }

    Path pathOf(SnapshotView made) {
        return shelf.resolve(made.id().text());
    }

    @Override
    public void close() {
        snapshots.close();
        indexes.close();
    }
}
