package io.semblance.asset.backend.audit;

/**
 * How much a record holds.
 *
 * @param assets assets
 * @param units units of all assets
 * @param simprints simprints of all assets
 * @param postings units that are found by prefix
 * @param differentSimprints simprints that differ, by type
 * @param loggedCommits rows of the change log
 */
public record RecordCounts(long assets, long units, long simprints, long postings, long differentSimprints,
        long loggedCommits) {
}
