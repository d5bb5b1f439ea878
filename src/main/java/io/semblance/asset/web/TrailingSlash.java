package io.semblance.asset.web;

import java.io.IOException;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sends {@code /indexes/} on to {@code /indexes}, and so every other route, with 307 as iscc-search does, so that method
 * and body stay. The location is relative: behind a proxy the service does not know its own address. Folders of files,
 * whose slash belongs to them, are left alone, and so is what is no route at all.
 */
@Component
class TrailingSlash extends OncePerRequestFilter {

    private static final Set<String> FIRST_SEGMENTS = Set.of("indexes", "snapshots", "api", "actuator", "problems",
            "livez", "live", "healthz", "health", "readyz", "ready", "status", "docs", "openapi.json",
            "openapi.json.yaml", "metrics", "playground");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        int end = path.indexOf('/', 1);
        return end < 0 || !path.endsWith("/") || !FIRST_SEGMENTS.contains(path.substring(1, end));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI();
        String query = request.getQueryString();
        response.setStatus(HttpStatus.TEMPORARY_REDIRECT.value());
        response.setHeader(HttpHeaders.LOCATION,
                path.substring(0, path.length() - 1) + (query == null ? "" : "?" + query));
    }
}
