package io.semblance.asset;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;

/** All simprints of a type have one width in an index, as long as it holds any; the first one decides. */
public final class WidthRule {

    private WidthRule() {
    }

    /**
     * Checks a batch before anything of it is written.
     *
     * @param stored bits of the stored simprints by type
     * @throws CallerFault when a simprint has another width than its type
     */
    public static void check(Map<String, Integer> stored, Iterable<Asset> assets) {
        Map<String, Integer> widths = new HashMap<>(stored);
        for (Asset asset : assets) {
            if (asset.simprints() != null) {
                asset.simprints().forEach((type, simprints) -> check(widths, type, simprints, asset));
            }
        }
        if (widths.size() > Limits.INDEX_SIMPRINT_TYPES) {
            throw new CallerFault(ProblemType.SIMPRINT_TYPE, "The index would hold " + widths.size()
                    + " simprint types; an index holds at most " + Limits.INDEX_SIMPRINT_TYPES
                    + ". Put assets of other types into an index of their own.");
        }
    }

    private static void check(Map<String, Integer> widths, String type, List<PlacedSimprint> simprints, Asset asset) {
        if (simprints.isEmpty()) {
            return;
        }
        int bits = simprints.getFirst().simprint().bits();
        Integer expected = widths.putIfAbsent(type, bits);
        if (expected != null && expected != bits) {
            throw new CallerFault(ProblemType.SIMPRINT_WIDTH,
                    "Simprints of type " + type + " have " + expected + " bits in this index, but asset '"
                            + asset.id().text()
                            + "' brings some of " + bits + " bits. Send simprints of one width for each type.");
        }
    }
}
