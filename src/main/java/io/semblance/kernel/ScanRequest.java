package io.semblance.kernel;

import java.util.List;

/**
 * One search, in two halves around the scan. Both run on the pool's threads; what they throw fails this request alone.
 *
 * @param <V> the view of the index that is searched
 * @param <R> the answer
 */
public interface ScanRequest<V, R> {

    /** What to scan. An empty list goes straight to {@link #finish}. */
    List<ScanPart> plan(V view);

    /** The answer, from the hits of the parts that {@link #plan} gave. */
    R finish(V view, List<ScanPart> parts, ScanWork work);
}
