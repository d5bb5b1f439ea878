package io.semblance.asset.backend.stored;

import java.util.List;
import java.util.Map;

import io.semblance.asset.PlacedSimprint;
import io.semblance.code.IsccUnit;

/**
 * What a commit changed of one asset, for whoever derives something from the record.
 *
 * @param id body of the ISCC-ID
 * @param units all its units now; empty once it is removed
 * @param simprints the simprint types that changed, with all they hold now; an empty list once the type is gone
 */
public record AssetChange(long id, List<IsccUnit> units, Map<String, List<PlacedSimprint>> simprints) {
}
