package io.semblance.bench.kernel;

/** A scan of the same codes for the same queries. Its hits since the last {@link #reset} can be read back. */
interface Contender {

    /** Compares the codes {@code from..to-1}, both multiples of 1,024 or the end, with each query under its own limit. */
    void scan(int from, int to, int[] limits);

    /** Number of hits of a query. */
    int found(int query);

    /** Distance of hit {@code i} of a query. */
    int distance(int query, int i);

    void reset();
}
