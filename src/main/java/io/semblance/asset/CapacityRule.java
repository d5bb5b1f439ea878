package io.semblance.asset;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;

/** An index holds so many assets, and so many simprints of a type, as can be compared in memory. */
public final class CapacityRule {

    private CapacityRule() {
    }

    /**
     * Checks a batch before anything of it is written. What it replaces counts as well until it is replaced.
     *
     * @param assets that the index holds
     * @param simprints that it holds by type
     * @throws CallerFault when the index would hold more
     */
    public static void check(long assets, Map<String, Long> simprints, List<Asset> batch) {
        require("assets", assets + batch.size());
        Map<String, Long> numbers = new HashMap<>(simprints);
        for (Asset asset : batch) {
            if (asset.simprints() != null) {
                asset.simprints().forEach((type, more) -> require("simprints of type " + type,
                        numbers.merge(type, (long) more.size(), Long::sum)));
            }
        }
    }

    private static void require(String what, long number) {
        if (number > Limits.INDEX_CODES) {
            throw new CallerFault(ProblemType.NOT_SUPPORTED, "The index would hold " + number + " " + what
                    + "; an index holds at most " + Limits.INDEX_CODES + ". Put further ones into another index.");
        }
    }
}
