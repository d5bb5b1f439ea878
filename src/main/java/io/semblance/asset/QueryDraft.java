package io.semblance.asset;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A query as a client sends it: it fits the schema, its codes are not parsed yet.
 *
 * @param isccId more-like-this: the stored asset whose code and units are searched; wins over the other members
 * @param isccCode ISCC-CODE text
 * @param units unit texts
 * @param simprints base64 texts by type name
 */
public record QueryDraft(@Nullable String isccId, @Nullable String isccCode, @Nullable List<String> units,
        @Nullable Map<String, List<String>> simprints) {
}
