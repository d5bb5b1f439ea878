package io.semblance.asset;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What an index answers to a query, best first.
 *
 * @param globalMatches assets alike as a whole, cut at the limit
 * @param chunkMatches assets alike in parts, cut at the limit
 * @param self the asset that asks, as it is in the state that was searched, without simprints; null if none asks, or it
 *             is gone
 * @param report how the answer was found
 */
public record SearchResult(List<GlobalMatch> globalMatches, List<ChunkMatch> chunkMatches, @Nullable Asset self,
        SearchReport report) {
}
