package io.semblance.problem.web;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

/**
 * The trace that a request belongs to, as W3C Trace Context writes it in the header {@value #REQUEST_HEADER}. Its id goes
 * to the log, so that the lines of one trace are found in all services, and back to the caller in
 * {@value #ANSWER_HEADER} (Trace Context, level 2). This costs nothing but the reading of one header; spans are made and
 * exported only in the profile {@code tracing}.
 *
 * @param traceId 32 lower-case hexadecimal digits
 * @param spanId 16 of them, for what is done here
 * @param flags 2 of them; the last bit says that the caller records
 */
record TraceContext(String traceId, String spanId, String flags) {

    static final String REQUEST_HEADER = "traceparent";
    static final String ANSWER_HEADER = "traceresponse";

    /** Keys of the log context, as Micrometer Tracing names them. */
    static final String TRACE_KEY = "traceId";
    static final String SPAN_KEY = "spanId";

    private static final int LENGTH = 55;

    /** The context with a new span in it; null where there is none, or none that can be understood. */
    static @Nullable TraceContext continuing(@Nullable String header) {
        if (header == null || !isValid(header)) {
            return null;
        }
        String span = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        return new TraceContext(header.substring(3, 35), span, header.substring(53, 55));
    }

    /** {@code version-trace-parent-flags}; a later version may have more after that, version ff is none. */
    private static boolean isValid(String header) {
        if (header.length() < LENGTH || (header.length() > LENGTH && header.charAt(LENGTH) != '-')) {
            return false;
        }
        boolean known = !header.startsWith("ff") && (header.length() == LENGTH || !header.startsWith("00"));
        return known && isHex(header, 0, 2) && header.charAt(2) == '-' && isId(header, 3, 35)
                && header.charAt(35) == '-' && isId(header, 36, 52) && header.charAt(52) == '-'
                && isHex(header, 53, 55);
    }

    /** An id of zeros only is no id. */
    private static boolean isId(String text, int from, int to) {
        boolean zeros = true;
        for (int i = from; i < to; i++) {
            zeros &= text.charAt(i) == '0';
        }
        return !zeros && isHex(text, from, to);
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    /** As the answer's header has it. */
    String header() {
        return "00-" + traceId + "-" + spanId + "-" + flags;
    }
}
