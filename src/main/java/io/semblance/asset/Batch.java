package io.semblance.asset;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;

/** What a batch with repeated ids means: the last of each id is stored, the others only have a status. */
public final class Batch {

    private Batch() {
    }

    /** The assets to store by the body of their id. */
    public static Map<Long, Asset> lastOfEach(List<Asset> assets) {
        Map<Long, Asset> last = new LinkedHashMap<>();
        for (Asset asset : assets) {
            last.put(asset.id().body(), asset);
        }
        return last;
    }

    /**
     * A status for each asset of the batch.
     *
     * @param isStored whether the index holds an id before the batch
     */
    public static List<WriteStatus> statuses(List<Asset> assets, LongPredicate isStored) {
        Set<Long> seen = new HashSet<>();
        List<WriteStatus> statuses = new ArrayList<>(assets.size());
        for (Asset asset : assets) {
            boolean first = seen.add(asset.id().body());
            statuses.add(first && !isStored.test(asset.id().body()) ? WriteStatus.CREATED : WriteStatus.UPDATED);
        }
        return statuses;
    }
}
