package io.semblance.admission.web;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.web.util.UriUtils;

/**
 * What a request is for, found before any route is sought, as routes will find it: neither an encoded letter nor a parameter
 * in a segment makes another path.
 */
record AskedFor(String method, String path, long length, boolean search) {

    private static final Pattern PARAMETERS = Pattern.compile(";[^/]*");
    private static final Pattern SEARCH = Pattern.compile("/indexes/[^/]+/search/?");
    private static final Pattern IMPORT = Pattern.compile("/indexes/[^/]+/import/?");
    private static final Pattern WRITE = Pattern.compile("/indexes/([^/]+)/assets(/[^/]*)?/?");
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final long UNKNOWN = -1;

    /** Found once for each request. */
    static AskedFor by(HttpServletRequest request) {
        String attribute = AskedFor.class.getName();
        if (request.getAttribute(attribute) instanceof AskedFor known) {
            return known;
        }
        AskedFor found = find(request);
        request.setAttribute(attribute, found);
        return found;
    }

    private static AskedFor find(HttpServletRequest request) {
        String asked = request.getRequestURI();
        String bare = asked.indexOf(';') < 0 ? asked : PARAMETERS.matcher(asked).replaceAll("");
        long announced = request.getContentLengthLong();
        boolean chunked = announced < 0 && request.getHeader("Transfer-Encoding") != null;
        String path = bare.indexOf('%') < 0 ? bare : UriUtils.decode(bare, StandardCharsets.UTF_8);
        // What comes with such a request is read by nobody, and some of them need no secret.
        long length = WITHOUT_BODY.contains(request.getMethod()) ? 0 : chunked ? UNKNOWN : Math.max(0, announced);
        return new AskedFor(request.getMethod(), path, length, SEARCH.matcher(path).matches());
    }

    /** Read piece by piece. */
    boolean isImport() {
        return IMPORT.matcher(path).matches();
    }

    /** The index whose assets are to be written or deleted. */
    Optional<String> written() {
        Matcher write = WRITE.matcher(path);
        boolean writes = (method.equals("POST") || method.equals("DELETE")) && write.matches();
        return writes ? Optional.of(write.group(1)) : Optional.empty();
    }

    boolean hasBody() {
        return length != 0;
    }

    /** Whether it announces a body of so many bytes at most. */
    boolean isWithin(long bytes) {
        return length != UNKNOWN && length <= bytes;
    }

    /** Length of the body, or what is to be reckoned with where it is unknown. */
    long length(long whereUnknown) {
        return length == UNKNOWN ? whereUnknown : length;
    }
}
