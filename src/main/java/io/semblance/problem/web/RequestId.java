package io.semblance.problem.web;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.servlet.ServletRequest;

import org.jspecify.annotations.Nullable;

/**
 * The name of a request: in the header {@value #HEADER} of its answer, in the {@code instance} of a problem, in the log
 * context under {@value #MDC_KEY} and in the access log. A client may choose it, so that one id follows a request through
 * several services.
 */
public final class RequestId {

    /** Header of requests and answers. */
    public static final String HEADER = "X-Request-Id";

    /** Key of the log context. */
    public static final String MDC_KEY = "requestId";

    /** Most characters of an id that a client chooses. */
    public static final int MAX_CHARACTERS = 64;

    private static final String ATTRIBUTE = RequestId.class.getName();

    private RequestId() {
    }

    /** The id of a request; one is made where none was given. */
    public static String of(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String id) {
            return id;
        }
        return assign(request, null);
    }

    /** Takes what the client sent if it is fit to be logged, else a new id. */
    static String assign(ServletRequest request, @Nullable String sent) {
        String id = sent != null && isFit(sent) ? sent : generate();
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }

    /** Whether an id is 1 to 64 letters, digits, dots, underscores and hyphens: nothing that could forge a log line. */
    static boolean isFit(String id) {
        if (id.isEmpty() || id.length() > MAX_CHARACTERS) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean fit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.'
                    || c == '_' || c == '-';
            if (!fit) {
                return false;
            }
        }
        return true;
    }

    /** Need not be secret, must not make requests wait for each other. */
    private static String generate() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }
}
