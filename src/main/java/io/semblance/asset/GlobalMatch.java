package io.semblance.asset;

import java.util.List;
import java.util.Map;

import io.semblance.asset.evidence.MatchEvidence;
import io.semblance.code.IsccId;

import org.jspecify.annotations.Nullable;

/**
 * An asset that is like the query as a whole.
 *
 * @param id the asset
 * @param score 0 to 1, see {@link Scoring}
 * @param types score by unit type name for each type that query and asset share
 * @param metadata of the asset
 * @param evidence what the likeness says; null where it was not asked for
 * @param versions near-identical matches that are folded under this one, best first; null where that was not asked for
 */
public record GlobalMatch(IsccId id, double score, Map<String, Double> types, @Nullable Metadata metadata,
        @Nullable MatchEvidence evidence, @Nullable List<IsccId> versions) {

    /** A match as iscc-search gives it. */
    public GlobalMatch(IsccId id, double score, Map<String, Double> types, @Nullable Metadata metadata) {
        this(id, score, types, metadata, null, null);
    }
}
