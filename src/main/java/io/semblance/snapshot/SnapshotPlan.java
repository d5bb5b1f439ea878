package io.semblance.snapshot;

import java.nio.file.Path;

import io.semblance.asset.Scoring;
import io.semblance.asset.backend.audit.WitnessRules;

import org.jspecify.annotations.Nullable;

/**
 * How a service makes snapshots.
 *
 * @param directory where; null if nobody has said
 * @param data the data directory, in which they must not lie; null in memory
 * @param retention which of them stay
 * @param rules by which the witness answers are found
 * @param version of the running program
 * @param changes whether the changes after the newest snapshot are shipped beside it
 */
public record SnapshotPlan(@Nullable Path directory, @Nullable Path data, Retention retention, WitnessRules rules,
        String version, boolean changes) {

    private static final double SIMPRINT_THRESHOLD = 0.75;

    /** Without shipping changes, and with the threshold for simprints that iscc-search has. */
    public SnapshotPlan(@Nullable Path directory, @Nullable Path data, Retention retention, Scoring scoring,
            String version) {
        this(directory, data, retention, new WitnessRules(scoring, SIMPRINT_THRESHOLD), version, false);
    }
}
