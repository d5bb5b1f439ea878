package io.semblance.asset;

import java.util.Map;

import io.semblance.code.IsccId;

import org.jspecify.annotations.Nullable;

/**
 * An asset that is like the query as a whole.
 *
 * @param id the asset
 * @param score 0 to 1, see {@link Scoring}
 * @param types score by unit type name for each type that query and asset share
 * @param metadata of the asset
 */
public record GlobalMatch(IsccId id, double score, Map<String, Double> types, @Nullable Metadata metadata) {
}
