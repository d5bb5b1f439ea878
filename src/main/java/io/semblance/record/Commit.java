package io.semblance.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One synced commit.
 *
 * @param sequence its number
 * @param timeMicros its time, microseconds since the epoch
 * @param nanos how long it took, from the begin of its transaction to the end of the sync
 * @param results what its tasks returned, in the order in which they ran; tasks that failed have none
 * @param snapshot the state after it, lent for the call: {@link Snapshot#tryRetain()} keeps it
 */
public record Commit(long sequence, long timeMicros, long nanos, List<? extends @Nullable Object> results,
        Snapshot snapshot) {
}
