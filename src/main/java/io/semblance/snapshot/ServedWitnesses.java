package io.semblance.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.Query;
import io.semblance.asset.SearchResult;
import io.semblance.asset.backend.audit.SimprintWitness;
import io.semblance.asset.backend.audit.Witness;
import io.semblance.code.IsccId;

/**
 * Whether indexes that are served answer as the witnesses of a snapshot say: the last step of a restore drill, which goes
 * through the very engine that a service would use.
 */
public final class ServedWitnesses {

    private ServedWitnesses() {
    }

    /** What differs, a clause each that names the index. */
    public static List<String> faults(AssetIndexes served, Manifest manifest) {
        List<String> faults = new ArrayList<>();
        for (IndexSnapshot described : manifest.indexes()) {
            AssetIndex index = served.find(described.name());
            if (index == null) {
                faults.add("index " + described.name() + " is not served");
            } else {
                compare(index, described, manifest.backend(), faults);
            }
        }
        return faults;
    }

    private static void compare(AssetIndex index, IndexSnapshot described, String backend, List<String> faults) {
        if (index.figures().assets() != described.assets() || index.figures().sequence() != described.sequence()) {
            faults.add("index " + described.name() + " has " + index.figures().assets() + " assets at sequence number "
                    + index.figures().sequence() + " instead of " + described.assets() + " at " + described.sequence());
        }
        for (Witness witness : described.witnesses()) {
            Asset asked = index.find(IsccId.parse(witness.asset()), false);
            if (asked == null) {
                faults.add("index " + described.name() + " lacks the asset " + witness.asset());
            } else if (isSimilar(backend)) {
                SearchResult found = index.search(new Query(asked.units(), Map.of(), null, true), Witness.LIMIT);
                differ(found.globalMatches().stream()
                        .map(match -> new Witness.Match(match.id().text(), match.score())).toList(),
                        found.report().totalMatches(), witness.best(), witness.matches(),
                        "index " + described.name(), "what is like " + witness.asset(), faults);
            }
        }
        if (isSimilar(backend)) {
            for (SimprintWitness witness : described.simprintWitnesses()) {
                SearchResult found = index.search(new Query(List.of(), witness.queries(), null, true), Witness.LIMIT);
                differ(found.chunkMatches().stream()
                        .map(match -> new Witness.Match(match.id().text(), match.score())).toList(),
                        found.report().totalChunkMatches(), witness.best(), witness.matches(),
                        "index " + described.name(), "parts of " + witness.asset(), faults);
            }
        }
    }

    /** lmdb:// serves matches by prefix and none of parts, so what it answers is not what the witnesses say. */
    private static boolean isSimilar(String backend) {
        return backend.equals("usearch");
    }

    private static void differ(List<Witness.Match> best, long matches, List<Witness.Match> statedBest, long stated,
            String who, String what, List<String> faults) {
        if (!best.equals(statedBest) || matches != stated) {
            faults.add(who + " answers " + best + " of " + matches + " instead of " + statedBest + " of " + stated
                    + " to the search for " + what);
        }
    }
}
