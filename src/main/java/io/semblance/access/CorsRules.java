package io.semblance.access;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import io.semblance.config.StartRefusedException;

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

    private static final Pattern ORIGIN = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/\\s?#@*]+/?");

    private CorsRules() {
    }

    static CorsConfigurationSource of(List<String> origins) {
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        if (!origins.isEmpty()) {
            CorsConfiguration rules = new CorsConfiguration();
            List<String> named = origins.stream().map(String::strip).filter(origin -> !origin.isEmpty()).toList();
            named.forEach(CorsRules::requireOrigin);
            rules.setAllowedOrigins(named);
            rules.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"));
            rules.setAllowedHeaders(List.of(CorsConfiguration.ALL));
            rules.setExposedHeaders(EXPOSED);
            rules.setMaxAge(Duration.ofMinutes(10));
            source.registerCorsConfiguration("/**", rules);
        }
        return source;
    }

    /** A browser sends scheme, host and port; what has another form would be compared with that for ever, in vain. */
    private static void requireOrigin(String origin) {
        if (!origin.equals(CorsConfiguration.ALL) && !ORIGIN.matcher(origin).matches()) {
            throw new StartRefusedException(
                    "The setting semblance.cors-origins names '" + origin + "', which is no origin.",
                    "Write scheme and host, and the port if it is not the usual one, such as https://search.example.org;"
                            + " * stands for all.");
        }
    }
}
