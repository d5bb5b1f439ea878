package io.semblance.asset.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

import io.semblance.asset.Limits;

import org.jspecify.annotations.Nullable;

/** Reads the member {@code simprints} of an asset or a query: a list for each type, all of them within the limits. */
final class SimprintsReader {

    private SimprintsReader() {
    }

    /**
     * The simprints at hand by type, or null if they are JSON null or a fault.
     *
     * @param owner what has them, as a fault begins
     * @param most simprints of all types together
     * @param ofType reads the list at hand, given how many simprints may still come
     */
    static <T> @Nullable Map<String, List<T>> read(JsonReading json, String owner, int most,
            IntFunction<List<T>> ofType) {
        if (json.isNull() || !json.object("dict_type", "An object is expected here.")) {
            return null;
        }
        Map<String, List<T>> simprints = new LinkedHashMap<>();
        int total = 0;
        while (json.nextMember()) {
            String type = json.name();
            if (simprints.size() > Limits.SIMPRINT_TYPES) {
                json.skip();
                continue;
            }
            List<T> list = ofType.apply(most - total);
            List<T> before = simprints.put(type, list);
            total += list.size() - (before == null ? 0 : before.size());
        }
        if (total > most) {
            json.fault("too_long", owner + " may have at most " + most + " simprints.");
        }
        if (simprints.size() > Limits.SIMPRINT_TYPES) {
            json.fault("too_long", owner + " may have at most " + Limits.SIMPRINT_TYPES + " simprint types.");
        }
        return simprints;
    }
}
