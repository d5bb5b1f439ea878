package io.semblance.asset;

import java.util.List;

import io.semblance.asset.evidence.EvidenceReport;

import org.jspecify.annotations.Nullable;

/**
 * How an answer was found; shown in the headers of every search answer.
 *
 * @param exact true if nothing that matches can be missing
 * @param plan how it was searched, e.g. {@code scan}, {@code graph+prefix}
 * @param codesScanned codes that were compared
 * @param bytesScanned bytes that were read for it
 * @param totalMatches assets that match as a whole, before the cut; where {@code exact} is false, those that were found
 * @param totalChunkMatches assets that match in parts, before the cut
 * @param queueNanos time before the search began
 * @param scanNanos time of the comparison
 * @param sequence sequence number of the record that the whole answer speaks of
 * @param types how each type was searched
 * @param evidence what evidence was weighed by; null where it was not asked for
 */
public record SearchReport(boolean exact, String plan, long codesScanned, long bytesScanned, long totalMatches,
        long totalChunkMatches, long queueNanos, long scanNanos, long sequence, List<TypeReport> types,
        @Nullable EvidenceReport evidence) {

    /** Of a search that weighed no evidence. */
    public SearchReport(boolean exact, String plan, long codesScanned, long bytesScanned, long totalMatches,
            long totalChunkMatches, long queueNanos, long scanNanos, long sequence, List<TypeReport> types) {
        this(exact, plan, codesScanned, bytesScanned, totalMatches, totalChunkMatches, queueNanos, scanNanos, sequence,
                types, null);
    }
}
