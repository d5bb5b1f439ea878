package io.semblance.asset;

import java.util.List;
import java.util.Map;

import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;

import org.jspecify.annotations.Nullable;

/**
 * An asset as an index stores and returns it.
 *
 * @param id the identity
 * @param isccCode the ISCC-CODE text as it was sent
 * @param unitTexts the unit texts as they were sent; null if none were
 * @param units what is searched: the parsed {@code unitTexts}, else the units of {@code isccCode}; at most one of a type
 *              (of several the last)
 * @param simprints by type name. In a write, a type that is absent keeps the simprints it has and one with an empty list
 *                  loses them; in a read, null when simprints were not asked for
 * @param metadata what else is known
 */
public record Asset(IsccId id, @Nullable String isccCode, @Nullable List<String> unitTexts, List<IsccUnit> units,
        @Nullable Map<String, List<PlacedSimprint>> simprints, @Nullable Metadata metadata) {
}
