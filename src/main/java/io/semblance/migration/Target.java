package io.semblance.migration;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.PlacedSimprint;
import io.semblance.asset.WriteResult;

import org.jspecify.annotations.Nullable;

/** Where the assets of one index go. */
interface Target {

    /**
     * Stores a batch, whole or not at all.
     *
     * @throws io.semblance.problem.ProblemException when it cannot
     */
    WriteResult put(List<Asset> batch);

    /** Whether it holds this asset already, just so. */
    boolean holds(Asset asset);

    /** The index of that name, which is made if there is none. */
    static Target index(AssetIndexes indexes, String name) {
        AssetIndex found = indexes.find(name);
        AssetIndex index = found == null ? indexes.create(name) : found;
        boolean empty = index.figures().assets() == 0;
        return new Target() {

            @Override
            public WriteResult put(List<Asset> batch) {
                return index.put(batch);
            }

            @Override
            public boolean holds(Asset asset) {
                return !empty && isSame(asset, index.find(asset.id(), true));
            }
        };
    }

    /** Whether storing an asset would change nothing of what is stored of it. */
    private static boolean isSame(Asset asset, @Nullable Asset stored) {
        return stored != null && Objects.equals(asset.isccCode(), stored.isccCode())
                && Objects.equals(asset.unitTexts(), stored.unitTexts())
                && Objects.equals(asset.metadata(), stored.metadata())
                && hasAll(stored.simprints(), asset.simprints());
    }

    /** Simprints of types that an update does not name stay. */
    private static boolean hasAll(@Nullable Map<String, List<PlacedSimprint>> stored,
            @Nullable Map<String, List<PlacedSimprint>> named) {
        return named == null || (stored != null && stored.entrySet().containsAll(named.entrySet()));
    }
}
