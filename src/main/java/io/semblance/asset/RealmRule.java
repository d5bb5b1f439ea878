package io.semblance.asset;

import io.semblance.code.IsccId;
import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;

/** All assets of an index are of one realm; the first one decides. */
public final class RealmRule {

    /** Realm of an index to which nothing was added yet. */
    public static final int OPEN = -1;

    private RealmRule() {
    }

    /**
     * The realm of an index after these assets were added.
     *
     * @param realm of the index before, or {@link #OPEN}
     * @throws CallerFault when one of them is of another realm
     */
    public static int afterAdding(int realm, Iterable<Asset> assets) {
        int after = realm;
        for (Asset asset : assets) {
            if (after == OPEN) {
                after = asset.id().realm();
            } else if (asset.id().realm() != after) {
                throw new CallerFault(ProblemType.REALM_MISMATCH,
                        "Realm ID mismatch: index has realm=" + after + ", but asset '" + asset.id().text()
                                + "' has realm="
                                + asset.id().realm() + ". All assets in an index must have the same realm ID. "
                                + "Add it to an index of its own realm.");
            }
        }
        return after;
    }

    /**
     * Checks an id that is looked up.
     *
     * @throws CallerFault when it is of another realm than the index
     */
    public static void checkLookUp(int realm, IsccId id) {
        if (realm != OPEN && id.realm() != realm) {
            throw new CallerFault(ProblemType.REALM_MISMATCH,
                    "Realm mismatch: ISCC-ID '" + id.text() + "' has realm=" + id.realm() + ", but expected realm="
                            + realm
                            + ". Cannot query assets from different realm. Ask the index that holds that realm.");
        }
    }
}
