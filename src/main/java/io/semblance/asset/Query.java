package io.semblance.asset;

import java.util.List;
import java.util.Map;

import io.semblance.asset.evidence.Judging;
import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;

import org.jspecify.annotations.Nullable;

/**
 * A query that an index can answer.
 *
 * @param units what to compare, in the order given; several of one type are allowed, the best of them counts
 * @param simprints base64 texts by type name, not decoded: types that an index does not know are skipped unread
 * @param self the asset that asks for others like itself and is left out of its own answer
 * @param exact whether nothing may be missing: no graph is asked then
 * @param judging what matches, and what comes first
 */
public record Query(List<IsccUnit> units, Map<String, List<String>> simprints, @Nullable IsccId self, boolean exact,
        Judging judging) {

    /** A query that is judged as iscc-search does. */
    public Query(List<IsccUnit> units, Map<String, List<String>> simprints, @Nullable IsccId self, boolean exact) {
        this(units, simprints, self, exact, Judging.PLAIN);
    }

    /** A query that is answered in the way that is fastest. */
    public Query(List<IsccUnit> units, Map<String, List<String>> simprints, @Nullable IsccId self) {
        this(units, simprints, self, false);
    }
}
