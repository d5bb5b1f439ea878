package io.semblance.asset;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** A backend that does what another one does, but for what a test overrides. */
public class ForwardingIndexes implements AssetIndexes {

    private final AssetIndexes indexes;

    /** @param indexes the other one, which is closed by closing this */
    protected ForwardingIndexes(AssetIndexes indexes) {
        this.indexes = indexes;
    }

    @Override
    public void load(LoadProgress progress) {
        indexes.load(progress);
    }

    @Override
    public List<String> names() {
        return indexes.names();
    }

    @Override
    public @Nullable AssetIndex find(String name) {
        return indexes.find(name);
    }

    @Override
    public AssetIndex create(String name) {
        return indexes.create(name);
    }

    @Override
    public boolean delete(String name) {
        return indexes.delete(name);
    }

    @Override
    public void save() {
        indexes.save();
    }

    @Override
    public void close() {
        indexes.close();
    }
}
