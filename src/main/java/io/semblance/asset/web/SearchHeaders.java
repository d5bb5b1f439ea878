package io.semblance.asset.web;

import java.math.BigDecimal;

import io.semblance.asset.SearchReport;

import org.springframework.http.HttpHeaders;

/** Headers that say how an answer was found, so that the body can stay that of iscc-search. */
final class SearchHeaders {

    static final String EXACT = "Semblance-Exact";
    static final String PLAN = "Semblance-Plan";
    static final String CODES_SCANNED = "Semblance-Codes-Scanned";
    static final String BYTES_SCANNED = "Semblance-Bytes-Scanned";
    static final String TOTAL_MATCHES = "Semblance-Total-Matches";
    static final String TOTAL_CHUNK_MATCHES = "Semblance-Total-Chunk-Matches";
    static final String SERVER_TIMING = "Server-Timing";

    private SearchHeaders() {
    }

    /** @param totalNanos time of the whole request up to here */
    static void add(HttpHeaders headers, SearchReport report, long totalNanos) {
        headers.set(EXACT, Boolean.toString(report.exact()));
        headers.set(PLAN, report.plan());
        headers.set(CODES_SCANNED, Long.toString(report.codesScanned()));
        headers.set(BYTES_SCANNED, Long.toString(report.bytesScanned()));
        headers.set(TOTAL_MATCHES, Long.toString(report.totalMatches()));
        headers.set(TOTAL_CHUNK_MATCHES, Long.toString(report.totalChunkMatches()));
        headers.set(SERVER_TIMING, "queue;dur=" + millis(report.queueNanos()) + ", scan;dur="
                + millis(report.scanNanos()) + ", total;dur=" + millis(totalNanos));
    }

    private static String millis(long nanos) {
        return BigDecimal.valueOf(nanos / 1000, 3).toPlainString();
    }
}
