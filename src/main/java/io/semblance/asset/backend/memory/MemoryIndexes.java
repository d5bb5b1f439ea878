package io.semblance.asset.backend.memory;

import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.IndexFault;
import io.semblance.asset.Limits;
import io.semblance.asset.Scoring;

import org.jspecify.annotations.Nullable;

/** Indexes that live as long as the process. */
public final class MemoryIndexes implements AssetIndexes {

    private final ConcurrentSkipListMap<String, MemoryIndex> indexes = new ConcurrentSkipListMap<>();
    private final Scoring scoring;
    private final double simprintThreshold;

    /**
     * @param scoring of units
     * @param simprintThreshold least similarity of a simprint that counts, 0 to 1
     */
    public MemoryIndexes(Scoring scoring, double simprintThreshold) {
        this.scoring = scoring;
        this.simprintThreshold = simprintThreshold;
    }

    @Override
    public void load(LoadProgress progress) {
        progress.loaded(0, 0);
    }

    @Override
    public List<String> names() {
        return List.copyOf(indexes.keySet());
    }

    @Override
    public @Nullable AssetIndex find(String name) {
        return indexes.get(name);
    }

    @Override
    public synchronized AssetIndex create(String name) {
        if (indexes.containsKey(name)) {
            throw IndexFault.exists(name);
        }
        if (indexes.size() >= Limits.INDEXES) {
            throw IndexFault.tooMany();
        }
        MemoryIndex index = new MemoryIndex(name, new MemorySearch(scoring, simprintThreshold));
        indexes.put(name, index);
        return index;
    }

    @Override
    public boolean delete(String name) {
        MemoryIndex index = indexes.remove(name);
        if (index != null) {
            index.close();
        }
        return index != null;
    }

    @Override
    public void save() {
        // Nothing here outlives the process.
    }

    @Override
    public void close() {
        indexes.clear();
    }
}
