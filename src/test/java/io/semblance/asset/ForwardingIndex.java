package io.semblance.asset;

import java.util.List;

import io.semblance.code.IsccId;

import org.jspecify.annotations.Nullable;

/** An index that does what another one does, but for what a test overrides. */
public class ForwardingIndex implements AssetIndex {

    private final AssetIndex index;

    /** @param index the other one */
    protected ForwardingIndex(AssetIndex index) {
        this.index = index;
    }

    @Override
    public WriteResult put(List<Asset> batch) {
        return index.put(batch);
    }

    @Override
    public WriteResult delete(List<IsccId> ids) {
        return index.delete(ids);
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
        return index.search(query, limit);
    }

    @Override
    public IndexFigures figures() {
        return index.figures();
    }
}
