package io.semblance.kernel;

/**
 * One index, as the pool sees it. At the start of a pass, after it has taken the requests that wait, the pool acquires one
 * view for all of them: so each sees every write that was acknowledged before it was submitted.
 *
 * @param <V> an immutable view of the index
 */
public interface ScanSource<V> {

    /** The latest view; it must stay readable until it is released. */
    V acquire();

    /** Ends the use of a view that {@link #acquire()} gave. */
    void release(V view);
}
