package io.semblance.access;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The secrets that a request presents: in {@code X-API-Key}, as clients of iscc-search send it, or as
 * {@code Authorization: Bearer}, which tools such as Prometheus can send. A request that presents several must be right in
 * all of them: else two components that each look at another one would disagree about the caller. Other schemes of
 * {@code Authorization} are left to the proxy that they are meant for.
 */
final class KeyHeader {

    private static final String BEARER = "Bearer ";

    private KeyHeader() {
    }

    static List<String> of(HttpServletRequest request) {
        List<String> presented = new ArrayList<>(Collections.list(request.getHeaders("X-API-Key")));
        for (String authorization : Collections.list(request.getHeaders("Authorization"))) {
            if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                presented.add(authorization.substring(BEARER.length()).strip());
            }
        }
        return presented;
    }
}
