package io.semblance.asset;

import java.util.List;
import java.util.Map;

import io.semblance.asset.evidence.MatchEvidence;
import io.semblance.code.IsccId;

import org.jspecify.annotations.Nullable;

/**
 * An asset of which parts are like parts of the query.
 *
 * @param id the asset
 * @param score 0 to 1: mean of the scores of the types that matched
 * @param types by simprint type name
 * @param metadata of the asset
 * @param evidence what the likeness says; null where it was not asked for
 * @param versions near-identical matches that are folded under this one, best first; null where that was not asked for
 */
public record ChunkMatch(IsccId id, double score, Map<String, TypeMatch> types, @Nullable Metadata metadata,
        @Nullable MatchEvidence evidence, @Nullable List<IsccId> versions) {

    /** A match as iscc-search gives it. */
    public ChunkMatch(IsccId id, double score, Map<String, TypeMatch> types, @Nullable Metadata metadata) {
        this(id, score, types, metadata, null, null);
    }

    /**
     * How the simprints of one type matched.
     *
     * @param score 0 to 1, weighted by how rare each simprint is
     * @param matches query simprints that found a partner
     * @param queried query simprints of this type
     * @param chunks one for each match, in query order
     */
    public record TypeMatch(double score, int matches, int queried, List<Chunk> chunks) {
    }

    /**
     * A query simprint and the stored one nearest to it.
     *
     * @param query canonical base64 of the query simprint
     * @param match canonical base64 of the stored simprint
     * @param score similarity of the two, 0 to 1
     * @param freq number of assets that contain the stored simprint, at least 1
     * @param offset place of the stored chunk
     * @param size bytes of the stored chunk
     */
    public record Chunk(String query, String match, double score, int freq, long offset, long size) {
    }
}
