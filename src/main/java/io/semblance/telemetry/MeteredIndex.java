package io.semblance.telemetry;

import java.util.List;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.IndexFigures;
import io.semblance.asset.Query;
import io.semblance.asset.SearchResult;
import io.semblance.asset.WriteResult;
import io.semblance.code.IsccId;

import org.jspecify.annotations.Nullable;

/** An index whose searches and writes are measured; only those that succeed, since refusals would flatter the times. */
final class MeteredIndex implements AssetIndex {

    private final AssetIndex index;
    private final WorkMeters meters;

    MeteredIndex(AssetIndex index, WorkMeters meters) {
        this.index = index;
        this.meters = meters;
    }

    @Override
    public WriteResult put(List<Asset> batch) {
        long began = System.nanoTime();
        WriteResult result = index.put(batch);
        meters.put(batch.size(), System.nanoTime() - began);
        return result;
    }

    @Override
    public WriteResult delete(List<IsccId> ids) {
        long began = System.nanoTime();
        WriteResult result = index.delete(ids);
        meters.deleted(ids.size(), System.nanoTime() - began);
        return result;
    }

    @Override
    public @Nullable Asset find(IsccId id, boolean withSimprints) {
        return index.find(id, withSimprints);
    }

    @Override
    public List<Asset> page(@Nullable IsccId after, int limit, boolean withSimprints) {
        return index.page(after, limit, withSimprints);
    }

    @Override
    public SearchResult search(Query query, int limit) {
        long began = System.nanoTime();
        SearchResult result = index.search(query, limit);
        meters.searched(result.report(), System.nanoTime() - began);
        return result;
    }

    @Override
    public IndexFigures figures() {
        return index.figures();
    }
}
