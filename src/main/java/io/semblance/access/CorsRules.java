package io.semblance.access;

import java.time.Duration;
import java.util.List;

import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/**
 * What pages of other origins may do: nothing, unless the operator names origins. The secret travels in a header that the
 * page sets itself, so cookies and other credentials are never allowed.
 */
final class CorsRules {

    /** Answer headers that a page may read, besides the few that browsers always show. */
    static final List<String> EXPOSED = List.of("Semblance-Exact", "Semblance-Plan", "Semblance-Types",
            "Semblance-Codes-Scanned",
            "Semblance-Bytes-Scanned", "Semblance-Total-Matches", "Semblance-Total-Chunk-Matches",
            "Server-Timing", "X-Request-Id", "Retry-After");

    private CorsRules() {
    }

    static CorsConfigurationSource of(List<String> origins) {
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        if (!origins.isEmpty()) {
            CorsConfiguration rules = new CorsConfiguration();
            rules.setAllowedOrigins(origins.stream().map(String::strip).filter(origin -> !origin.isEmpty()).toList());
            rules.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"));
            rules.setAllowedHeaders(List.of(CorsConfiguration.ALL));
            rules.setExposedHeaders(EXPOSED);
            rules.setMaxAge(Duration.ofMinutes(10));
            source.registerCorsConfiguration("/**", rules);
        }
        return source;
    }
}
