package io.semblance.asset.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.Collectors;

import io.semblance.asset.SearchReport;
import io.semblance.asset.TypeReport;

import org.springframework.http.HttpHeaders;

/** Headers that say how an answer was found, so that the body can stay that of iscc-search. */
final class SearchHeaders {

    static final String EXACT = "Semblance-Exact";
    static final String PLAN = "Semblance-Plan";
    static final String CODES_SCANNED = "Semblance-Codes-Scanned";
    static final String BYTES_SCANNED = "Semblance-Bytes-Scanned";
    static final String TOTAL_MATCHES = "Semblance-Total-Matches";
    static final String TOTAL_CHUNK_MATCHES = "Semblance-Total-Chunk-Matches";
    static final String TYPES = "Semblance-Types";
    static final String SERVER_TIMING = "Server-Timing";

    /** A query may name so many units that a line about each would be more than clients take. */
    private static final int MOST_TYPES = 32;

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
        headers.set(TYPES, report.types().stream().limit(MOST_TYPES).map(SearchHeaders::type)
                .collect(Collectors.joining(", ")));
        headers.set(SERVER_TIMING, "queue;dur=" + millis(report.queueNanos()) + ", scan;dur="
                + millis(report.scanNanos()) + ", total;dur=" + millis(totalNanos));
    }

    /** A member of a list as RFC 9651 writes it. */
    private static String type(TypeReport type) {
        StringBuilder text = new StringBuilder(type.type());
        if (type.bits() > 0) {
            text.append('-').append(type.bits());
        }
        text.append(";plan=").append(type.plan()).append(";codes=").append(type.codes());
        if (!type.exact()) {
            text.append(";candidates=").append(type.candidates());
            measured(text, ";recall=", type.recall());
            measured(text, ";self-recall=", type.selfRecall());
        }
        return text.append(";exact=?").append(type.exact() ? 1 : 0).append(";us=").append(type.nanos() / 1000)
                .toString();
    }

    private static void measured(StringBuilder text, String name, double value) {
        if (!Double.isNaN(value)) {
            text.append(name).append(BigDecimal.valueOf(value).setScale(3, RoundingMode.DOWN));
        }
    }

    private static String millis(long nanos) {
        return BigDecimal.valueOf(nanos / 1000, 3).toPlainString();
    }
}
