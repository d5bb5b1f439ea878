package io.semblance.kernel;

/**
 * Totals of a {@link ScanPool} since it started, and its queue now.
 *
 * @param passes passes over memory
 * @param requests requests that were finished, failed ones included
 * @param refused requests that were refused
 * @param codes comparisons of a stored code with a query
 * @param bytes bytes of codes that these comparisons read; what requests of a pass share is counted for each
 * @param nanos time in which threads compared, of all threads together
 * @param queued requests that wait for a pass
 */
public record ScanCounters(long passes, long requests, long refused, long codes, long bytes, long nanos, int queued) {
}
