package io.semblance.admission;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Until when somebody waits for what the current thread does. Work that is not done by then is worth nothing to the
 * caller, who has given up or sends it again; so what waits in a queue is taken out of it, and what runs is no longer
 * waited for.
 *
 * <p>
 * It is bound to the thread of a request for the time of that request, and travels with it as a {@link ScopedValue}:
 * nobody has to hand it on, and whoever waits asks {@link #current()}. A stream of many pieces, such as an import, gives
 * each piece the whole time anew by {@link #again()}.
 */
public final class Deadline {

    private static final ScopedValue<Deadline> CURRENT = ScopedValue.newInstance();

    /** For work that nobody waits for, such as loading; so long that it can still be added to a clock. */
    private static final Duration NONE = Duration.ofDays(36_500);

    private final Duration time;
    private final long end;

    private Deadline(Duration time) {
        this.time = time;
        this.end = System.nanoTime() + time.toNanos();
    }

    /** So long from now on. */
    public static Deadline in(Duration time) {
        return new Deadline(time);
    }

    /** For what is waited for however long it takes. */
    public static Deadline none() {
        return new Deadline(NONE);
    }

    /** That of the request that this thread serves; far away if it serves none. */
    public static Deadline current() {
        return CURRENT.isBound() ? CURRENT.get() : none();
    }

    /** The same time once more, from now on. */
    public Deadline again() {
        return new Deadline(time);
    }

    /** What is left; zero once it is over. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /** What is left, but at most so much. */
    public Duration leftOf(Duration most) {
        Duration left = left();
        return left.compareTo(most) < 0 ? left : most;
    }

    /** The time that was given, as a caller reads it. */
    public String text() {
        long millis = TimeUnit.NANOSECONDS.toMillis(time.toNanos());
        return millis % 1_000 == 0 ? millis / 1_000 + " s" : millis + " ms";
    }

    /** Runs something that is waited for until then. */
    public <R, X extends Throwable> R call(ScopedValue.CallableOp<? extends R, X> work) throws X {
        return ScopedValue.where(CURRENT, this).<R, X>call(work);
    }
}
