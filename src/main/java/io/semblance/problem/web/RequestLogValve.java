package io.semblance.problem.web;

import java.io.IOException;
import java.util.Map;

import jakarta.servlet.ServletException;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Names every request and writes its line into the access log (logger {@code access}). It is a valve of the engine and not
 * a filter because it must stand around everything: what Tomcat itself refuses, what the security chain refuses, and the
 * error dispatch that follows either; only out here are the final status and the bytes known.
 *
 * <p>A line is {@code method path status bytes milliseconds id index}. The path is as it came, percent-encoded, so no
 * character of it can end a line; anything else outside of printable ASCII is shown as {@code \}{@code xNN}.
 */
class RequestLogValve extends ValveBase {

    private static final Logger ACCESS = LoggerFactory.getLogger("access");

    private static final int MAX_PATH = 512;

    RequestLogValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        long start = System.nanoTime();
        String id = RequestId.assign(request, request.getHeader(RequestId.HEADER));
        response.setHeader(RequestId.HEADER, id);
        MDC.put(RequestId.MDC_KEY, id);
        try {
            getNext().invoke(request, response);
        } finally {
            if (ACCESS.isInfoEnabled()) {
                ACCESS.info(line(request, response, id, System.nanoTime() - start));
            }
            MDC.remove(RequestId.MDC_KEY);
        }
    }

    private static String line(Request request, Response response, String id, long nanos) {
        StringBuilder line = new StringBuilder(160);
        line.append(printable(request.getMethod())).append(' ');
        line.append(printable(request.getRequestURI())).append(' ');
        line.append(response.getStatus()).append(' ');
        line.append(response.getBytesWritten(false)).append(' ');
        line.append(nanos / 1_000_000).append('.').append(Character.forDigit((int) (nanos / 100_000 % 10), 10));
        line.append(' ').append(id).append(' ').append(index(request));
        return line.toString();
    }

    private static String index(Request request) {
        boolean known = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> path
            && path.get("name") instanceof String;
        if (!known) {
            return "-";
        }
        Map<?, ?> path = (Map<?, ?>) request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return printable(String.valueOf(path.get("name")));
    }

    static String printable(@org.jspecify.annotations.Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "-";
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
