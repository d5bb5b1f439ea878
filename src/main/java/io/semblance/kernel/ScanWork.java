package io.semblance.kernel;

/**
 * What one request cost.
 *
 * @param codes codes compared with the query, over all parts
 * @param bytes bytes of codes read for it; requests of one pass share these reads
 * @param requests number of requests of the pass, this one included
 * @param queueNanos time from submission to the start of the pass
 * @param scanNanos time from the start of the pass to the end of the scan
 */
public record ScanWork(long codes, long bytes, int requests, long queueNanos, long scanNanos) {
}
