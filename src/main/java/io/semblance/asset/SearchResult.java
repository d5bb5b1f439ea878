package io.semblance.asset;

import java.util.List;

/**
 * What an index answers to a query, best first.
 *
 * @param globalMatches assets alike as a whole, cut at the limit
 * @param chunkMatches assets alike in parts, cut at the limit
 * @param report how the answer was found
 */
public record SearchResult(List<GlobalMatch> globalMatches, List<ChunkMatch> chunkMatches, SearchReport report) {
}
