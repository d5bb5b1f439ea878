package io.semblance.problem.web;

import java.util.Map;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The line of a request in the access log (logger {@code access}): {@code method path status bytes milliseconds id index}.
 * The path is as it came, percent-encoded, so no character of it can end a line; anything else outside of printable ASCII
 * is shown as {@code \}{@code xNN}. Where the log is written as JSON the same values go along as fields; elsewhere nobody would see them, and each costs.
 */
final class AccessLine {

    private static final Logger ACCESS = LoggerFactory.getLogger("access");

    private static final int MAX_PATH = 512;
    private static final String NONE = "-";

    private final boolean fields;

    /** @param fields whether the values go along as fields */
    AccessLine(boolean fields) {
        this.fields = fields;
    }

    void write(Request request, Response response, String id, long nanos) {
        if (!ACCESS.isInfoEnabled()) {
            return;
        }
        String method = printable(request.getMethod());
        String path = printable(request.getRequestURI());
        String index = index(request);
        int status = response.getStatus();
        long bytes = response.getBytesWritten(false);
        StringBuilder line = new StringBuilder(160);
        line.append(method).append(' ').append(path).append(' ').append(status).append(' ').append(bytes).append(' ');
        line.append(nanos / 1_000_000).append('.').append(Character.forDigit((int) (nanos / 100_000 % 10), 10));
        line.append(' ').append(id).append(' ').append(index);
        if (!fields) {
            ACCESS.info(line.toString());
            return;
        }
        LoggingEventBuilder event = ACCESS.atInfo().addKeyValue("method", method).addKeyValue("path", path)
                .addKeyValue("status", status).addKeyValue("bytes", bytes)
                .addKeyValue("durationMs", Math.round(nanos / 1e3) / 1e3);
        (index.equals(NONE) ? event : event.addKeyValue("index", index)).log(line.toString());
    }

    private static String index(Request request) {
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return variables instanceof Map<?, ?> path && path.get("name") instanceof String name ? printable(name) : NONE;
    }

    static String printable(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return NONE;
        }
        StringBuilder shown = new StringBuilder(text.length());
        for (int i = 0; i < text.length() && i < MAX_PATH; i++) {
            char c = text.charAt(i);
            if (c > ' ' && c < 0x7F && c != '\\') {
                shown.append(c);
            } else {
                shown.append(String.format("\\x%02x", (int) c));
            }
        }
        return text.length() > MAX_PATH ? shown.append("...").toString() : shown.toString();
    }
}
