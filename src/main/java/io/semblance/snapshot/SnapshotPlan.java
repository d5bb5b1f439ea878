package io.semblance.snapshot;

import java.nio.file.Path;

import io.semblance.asset.Scoring;

import org.jspecify.annotations.Nullable;

/**
 * How a service makes snapshots.
 *
 * @param directory where; null if nobody has said
 * @param data the data directory, in which they must not lie; null in memory
 * @param retention which of them stay
 * @param scoring by which the witness answers are scored
 * @param version of the running program
 * @param changes whether the changes after the newest snapshot are shipped beside it
 */
public record SnapshotPlan(@Nullable Path directory, @Nullable Path data, Retention retention, Scoring scoring,
        String version, boolean changes) {

    /** Without shipping changes. */
    public SnapshotPlan(@Nullable Path directory, @Nullable Path data, Retention retention, Scoring scoring,
            String version) {
        this(directory, data, retention, scoring, version, false);
    }
}
