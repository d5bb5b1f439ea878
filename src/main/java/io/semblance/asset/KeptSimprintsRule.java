package io.semblance.asset;

import java.util.List;
import java.util.Map;

import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;

/**
 * An update keeps the simprints of the types that it does not name, so that several of them together could make an asset
 * that none alone may be: larger than its line of an import, and than the API description says. What an update brings by
 * itself was judged where it was read; here it is judged together with what is kept.
 */
public final class KeptSimprintsRule {

    private KeptSimprintsRule() {
    }

    /**
     * Checks an update before anything of its batch is written. An asset that is too large already, as an earlier version
     * let it become, may still be changed in every way that does not add to it.
     *
     * @param stored numbers of the simprints that the asset has, by type
     * @throws CallerFault when the asset would have more types or simprints than it may
     */
    public static void check(Map<String, Integer> stored, Asset update) {
        Map<String, List<PlacedSimprint>> named = update.simprints();
        if (named == null || named.keySet().containsAll(stored.keySet())) {
            return;
        }
        int types = 0;
        long number = 0;
        for (Map.Entry<String, Integer> type : stored.entrySet()) {
            if (!named.containsKey(type.getKey())) {
                types++;
                number += type.getValue();
            }
        }
        for (List<PlacedSimprint> simprints : named.values()) {
            types += simprints.isEmpty() ? 0 : 1;
            number += simprints.size();
        }
        if (types > Math.max(Limits.SIMPRINT_TYPES, stored.size())
                || number > Math.max(Limits.ASSET_SIMPRINTS, total(stored))) {
            throw refused(update, types, number);
        }
    }

    private static long total(Map<String, Integer> stored) {
        return stored.values().stream().mapToLong(Integer::intValue).sum();
    }

    private static CallerFault refused(Asset update, int types, long number) {
        return new CallerFault(ProblemType.SIMPRINT_TYPE, "Asset '" + update.id().text() + "' would have " + number
                + " simprints in " + types
                + " types, with those it keeps of types that this update does not name; an asset"
                + " has at most " + Limits.ASSET_SIMPRINTS + " in " + Limits.SIMPRINT_TYPES
                + " types. Send an empty list for each type that it shall lose.");
    }
}
