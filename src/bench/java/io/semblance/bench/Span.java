package io.semblance.bench;

/**
 * The measured stretch of time: it starts when the warm-up ends. Instants are those of {@link System#nanoTime()}.
 */
record Span(long start, long end) {

    static Span after(double warmUpSeconds, double seconds) {
        long start = System.nanoTime() + (long) (warmUpSeconds * 1e9);
        return new Span(start, start + (long) (seconds * 1e9));
    }

    boolean over(long instant) {
        return instant - end >= 0;
    }

    boolean contains(long instant) {
        return instant - start >= 0 && !over(instant);
    }

    double seconds() {
        return (end - start) / 1e9;
    }
}
