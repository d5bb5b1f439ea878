package io.semblance.snapshot;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

/**
 * Up to where changes after a snapshot are replayed: the last commit that is not beyond either bound.
 *
 * @param sequence number of the last commit; null for any
 * @param time of the last commit; null for any
 */
public record PointInTime(@Nullable Long sequence, @Nullable Instant time) {

    boolean includes(long number, long timeMicros) {
        return (sequence == null || number <= sequence)
                && (time == null || !Instant.EPOCH.plus(timeMicros, ChronoUnit.MICROS).isAfter(time));
    }
}
