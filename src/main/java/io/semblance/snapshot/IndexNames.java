package io.semblance.snapshot;

import io.semblance.asset.AssetIndexes;
import io.semblance.asset.IndexFault;
import io.semblance.asset.IndexName;
import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;

/**
 * Whether a name that a caller gave can be that of an index, is one, or is free.
 *
 * @param indexes what is served
 */
record IndexNames(AssetIndexes indexes) {

    private static final int SHOWN = 100;

    /** @param which name it is, for the answer */
    static void requirePossible(String name, String which) {
        if (!IndexName.isPossible(name)) {
            throw new CallerFault(ProblemType.INVALID_REQUEST, "No index can have " + which
                    + ". Choose a lower-case letter followed by up to 31 lower-case letters and digits.");
        }
    }

    /** One that is there and not served says why. */
    void requireServed(String name) {
        if (!IndexName.isPossible(name) || indexes.find(name) == null) {
            throw notThere(name);
        }
    }

    void requireFree(String name) {
        if (indexes.names().contains(name)) {
            throw IndexFault.exists(name);
        }
    }

    static CallerFault notThere(String name) {
        return new CallerFault(ProblemType.INDEX_NOT_FOUND,
                "Index '" + (name.length() > SHOWN ? name.substring(0, SHOWN) + "..." : name)
                        + "' not found. List those there are with GET /indexes.");
    }
}
