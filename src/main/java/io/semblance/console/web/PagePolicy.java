package io.semblance.console.web;

import java.util.List;

import org.springframework.http.HttpHeaders;

/**
 * What the page may do, told to the browser. The page shows names that strangers chose, beside a secret: so it runs its
 * own modules and nothing else, talks to its own service only, makes no markup of text (Trusted Types), is framed by
 * nobody, and tells no other site where it came from.
 */
final class PagePolicy {

    static final String CONTENT = String.join("; ", List.of("default-src 'none'", "script-src 'self'",
            "style-src 'self'", "img-src 'self'", "connect-src 'self'", "base-uri 'none'", "form-action 'none'",
            "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'"));

    private PagePolicy() {
    }

    static void add(HttpHeaders headers) {
        headers.set("Content-Security-Policy", CONTENT);
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        headers.set("Referrer-Policy", "no-referrer");
    }
}
