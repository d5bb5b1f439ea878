package io.semblance.proof.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.semblance.asset.Asset;
import io.semblance.asset.PlacedSimprint;
import io.semblance.asset.WriteStatus;
import io.semblance.code.IsccId;

import org.jspecify.annotations.Nullable;

/** What one index must hold: a map by the text of the id's number, and the rules for writing as they read. */
final class PlainIndex {

    private final TreeMap<String, Asset> assets = new TreeMap<>();
    private int realm = -1;

    PlainIndex() {
    }

    /** A copy that later writes do not change. */
    PlainIndex copy() {
        PlainIndex copy = new PlainIndex();
        copy.assets.putAll(assets);
        copy.realm = realm;
        return copy;
    }

    private static String key(IsccId id) {
        return "%016x".formatted(id.body());
    }

    /** Whether the index must refuse a batch: one realm, and one width for each type of simprints it holds. */
    boolean refuses(List<Asset> batch) {
        int expected = realm;
        Map<String, Integer> widths = new LinkedHashMap<>();
        for (Asset asset : assets.values()) {
            Objects.requireNonNull(asset.simprints())
                    .forEach((type, list) -> widths.put(type, list.getFirst().simprint().bits()));
        }
        Map<String, Asset> last = new LinkedHashMap<>();
        for (Asset asset : batch) {
            if (expected >= 0 && asset.id().realm() != expected) {
                return true;
            }
            expected = asset.id().realm();
            last.put(key(asset.id()), asset);
        }
        for (Asset asset : last.values()) {
            if (asset.simprints() != null && asset.simprints().entrySet().stream().anyMatch(ofType -> ofType.getValue()
                    .stream().anyMatch(one -> widths.computeIfAbsent(ofType.getKey(),
                            none -> one.simprint().bits()) != one.simprint().bits()))) {
                return true;
            }
        }
        return false;
    }

    boolean refuses(IsccId lookedUp) {
        return realm >= 0 && lookedUp.realm() != realm;
    }

    List<WriteStatus> put(List<Asset> batch) {
        List<WriteStatus> statuses = new ArrayList<>();
        for (Asset asset : batch) {
            statuses.add(assets.containsKey(key(asset.id())) ? WriteStatus.UPDATED : WriteStatus.CREATED);
            realm = asset.id().realm();
        }
        // A repeated id counts as an update; only the last asset of an id leaves a trace, also of its simprints.
        Map<String, Asset> last = new LinkedHashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            if (last.put(key(batch.get(i).id()), batch.get(i)) != null) {
                statuses.set(i, WriteStatus.UPDATED);
            }
        }
        last.forEach((key, asset) -> assets.put(key, merged(assets.get(key), asset)));
        return statuses;
    }

    /** A type of simprints that an update does not name stays; an empty list removes it. */
    private static Asset merged(@Nullable Asset before, Asset asset) {
        Map<String, List<PlacedSimprint>> simprints = new LinkedHashMap<>();
        if (before != null) {
            simprints.putAll(Objects.requireNonNull(before.simprints()));
        }
        if (asset.simprints() != null) {
            asset.simprints().forEach((type, list) -> {
                if (list.isEmpty()) {
                    simprints.remove(type);
                } else {
                    simprints.put(type, list);
                }
            });
        }
        return new Asset(asset.id(), asset.isccCode(), asset.unitTexts(), asset.units(), simprints, asset.metadata());
    }

    List<WriteStatus> delete(List<IsccId> ids) {
        List<WriteStatus> statuses = new ArrayList<>();
        for (IsccId id : ids) {
            statuses.add(assets.remove(key(id)) == null ? WriteStatus.ABSENT : WriteStatus.DELETED);
        }
        return statuses;
    }

    @Nullable
    Asset find(IsccId id) {
        return assets.get(key(id));
    }

    /** All assets with a number above that of {@code after}, in the order of their numbers. */
    List<Asset> page(@Nullable IsccId after, int limit) {
        List<Asset> page = new ArrayList<>();
        for (Map.Entry<String, Asset> entry : assets.entrySet()) {
            if (page.size() < limit && (after == null || entry.getKey().compareTo(key(after)) > 0)) {
                page.add(entry.getValue());
            }
        }
        return page;
    }

    List<Asset> all() {
        return List.copyOf(assets.values());
    }
}
