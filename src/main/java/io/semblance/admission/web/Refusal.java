package io.semblance.admission.web;

import java.io.IOException;

import io.semblance.problem.ProblemType;
import io.semblance.problem.web.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.ServerHttpObservationFilter;

/** Tells who asks that there is too much to do, and meters which route that was. */
final class Refusal {

    private Refusal() {
    }

    static void ofSearch(HttpServletRequest request, HttpServletResponse response) throws IOException {
        refuse(request, response, "/indexes/{name}/search",
                "Too many searches wait already. Repeat the request a little later.");
    }

    static void ofWrite(HttpServletRequest request, HttpServletResponse response) throws IOException {
        refuse(request, response, "/indexes/{name}/assets",
                "Too many writes wait for the disk already. Nothing was stored; repeat the request later.");
    }

    static void ofBytes(HttpServletRequest request, HttpServletResponse response) throws IOException {
        refuse(request, response, "/indexes/{name}",
                "Too many bytes of requests are being worked on. Nothing was stored; repeat the request later.");
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, String route, String detail)
            throws IOException {
        ServerHttpObservationFilter.findObservationContext(request).ifPresent(seen -> seen.setPathPattern(route));
        response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        ProblemWriter.write(request, response, ProblemType.OVERLOADED, detail);
    }
}
