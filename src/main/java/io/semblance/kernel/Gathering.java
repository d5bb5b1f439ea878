package io.semblance.kernel;

/**
 * How long requests gather before the next pass starts. A pass costs nearly the same for one request as for several, so
 * under load it pays to wait a little; but a caller who is alone must not wait for company that never comes.
 *
 * <p>
 * The rule: after a scan, as many requests are expected as took part in it and were left waiting at its end, for their
 * callers are about to ask again. The next pass starts when so many wait, or when as much time has passed as that scan
 * took. So one caller never waits, passes take at most half of the time that they could while requests keep coming, and
 * the rest of the processor is there for what surrounds a search. Not safe for threads by itself.
 */
final class Gathering {

    private final int most;
    private int expected;
    private long ended = System.nanoTime();
    private long lasts;

    /** At most so many requests make a pass. */
    Gathering(int most) {
        this.most = most;
    }

    /** A scan has ended in which {@code took} requests took part, while {@code waiting} others came. */
    void begin(long scanStarted, int took, int waiting) {
        expected = Math.min(most, took + waiting);
        ended = System.nanoTime();
        lasts = ended - scanStarted;
    }

    void end() {
        lasts = 0;
    }

    boolean isOver(int waiting) {
        return waiting >= expected || left() <= 0;
    }

    /** Nanoseconds that it goes on at most. */
    long left() {
        return lasts - (System.nanoTime() - ended);
    }
}
