package io.semblance.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A restore that was tried out elsewhere, as whoever tried it reports it.
 *
 * @param snapshot id of the snapshot; empty if it came to none
 * @param ended when the report came, by the service's clock
 * @param took from its begin to its end
 * @param succeeded whether all of it came back and answered as before
 * @param indexes how many came back
 * @param assets how many, in all of them
 * @param faults what went wrong, a clause each; empty if it succeeded
 */
public record RestoreDrill(String snapshot, Instant ended, Duration took, boolean succeeded, long indexes, long assets,
        List<String> faults) {

    private static final int MOST_FAULTS = 20;
    private static final int LONGEST_FAULT = 1_000;

    /** Refuses what contradicts itself; long lists and clauses are cut. */
    public RestoreDrill {
        if (!snapshot.isEmpty() && !SnapshotId.isPossible(snapshot)) {
            throw new IllegalArgumentException("the member snapshot is no id of a snapshot");
        }
        if (took.isNegative() || indexes < 0 || assets < 0) {
            throw new IllegalArgumentException("seconds, indexes and assets are not negative");
        }
        if (succeeded != faults.isEmpty()) {
            throw new IllegalArgumentException("a drill that succeeded has no faults, and one that failed has some");
        }
        faults = faults.stream().limit(MOST_FAULTS)
                .map(fault -> fault.length() > LONGEST_FAULT ? fault.substring(0, LONGEST_FAULT) : fault).toList();
    }
}
