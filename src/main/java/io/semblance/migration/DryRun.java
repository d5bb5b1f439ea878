package io.semblance.migration;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.semblance.asset.Asset;
import io.semblance.asset.Batch;
import io.semblance.asset.RealmRule;
import io.semblance.asset.WidthRule;
import io.semblance.asset.WriteResult;

/** Refuses what a new index would refuse, and stores nothing. */
final class DryRun implements Target {

    private final Map<String, Integer> widths = new HashMap<>();
    private int realm = RealmRule.OPEN;

    @Override
    public WriteResult put(List<Asset> batch) {
        int realmAfter = RealmRule.afterAdding(realm, batch);
        WidthRule.check(widths, batch);
        realm = realmAfter;
        for (Asset asset : batch) {
            if (asset.simprints() != null) {
                asset.simprints().forEach((type, list) -> widths.put(type, list.getFirst().simprint().bits()));
            }
        }
        return new WriteResult(Batch.statuses(batch, id -> false), 0);
    }

    @Override
    public boolean holds(Asset asset) {
        return false;
    }
}
