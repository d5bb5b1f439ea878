package io.semblance.doctor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How fast data grows while it is served: its size at instants of the last day, by a clock that never jumps. What is deleted
 * counts against what is written, since it frees the same disk. No rate is told of less than {@link #LEAST}: a batch that was
 * loaded in a minute says nothing about a day. Safe for threads.
 */
public final class DataGrowth {

    /** Time from which on a rate is told. */
    static final Duration LEAST = Duration.ofHours(1);
    /** A day, if sizes are noted every ten minutes. */
    static final int KEPT = 145;

    private final LongSupplier clock;
    private final ArrayDeque<Size> sizes = new ArrayDeque<>(KEPT);

    private record Size(long nanos, long bytes) {
    }

    /**
     * What was seen.
     *
     * @param bytes by how much the data grew; negative if it shrank
     * @param time in which it did
     */
    public record Rate(long bytes, Duration time) {

        /** Days until so many bytes more are there; infinite if it does not grow. */
        double days(long room) {
            return bytes <= 0 ? Double.POSITIVE_INFINITY : (double) room / bytes * time.toSeconds() / 86_400;
        }
    }

    /** Nothing was seen yet. */
    public DataGrowth() {
        this(System::nanoTime);
    }

    /** @param clock nanoseconds as those of {@link System#nanoTime()} */
    public DataGrowth(LongSupplier clock) {
        this.clock = clock;
    }

    /** The data has this size now; to be called every ten minutes. */
    public synchronized void note(long bytes) {
        if (sizes.size() == KEPT) {
            sizes.removeFirst();
        }
        sizes.addLast(new Size(clock.getAsLong(), bytes));
    }

    /** The rate between the oldest and the latest size; none if these are too near. */
    public synchronized Optional<Rate> rate() {
        Size first = sizes.peekFirst();
        Size last = sizes.peekLast();
        if (first == null || last == null) {
            return Optional.empty();
        }
        Duration time = Duration.ofNanos(last.nanos - first.nanos);
        return time.compareTo(LEAST) < 0 ? Optional.empty() : Optional.of(new Rate(last.bytes - first.bytes, time));
    }
}
