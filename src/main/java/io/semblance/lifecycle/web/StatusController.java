package io.semblance.lifecycle.web;

import java.nio.charset.StandardCharsets;

import io.semblance.lifecycle.Loading;
import io.semblance.lifecycle.Progress;
import io.semblance.telemetry.Release;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

/** What the service says about itself to anybody: title, version, where the description is. Never a word about data. */
@RestController
@Tag(name = "Probes")
class StatusController {

    private static final String TITLE = "Semblance";
    private static final String DESCRIPTION = "Similarity search for content codes (ISCC, ISO 24138): what is the same, "
            + "nearly the same, or alike";
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final Release release;
    private final Loading loading;

    StatusController(Release release, Loading loading) {
        this.release = release;
        this.loading = loading;
    }

    /** As iscc-search's; network is null, since there is no aggregator mode. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Home(String title, String description, String version, String docs, String mode, @Nullable String network) {
    }

    /** As iscc-search's, with the progress of loading. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record State(String version, String mode, @Nullable String network, boolean ready, long loaded, long total) {
    }

    @Operation(summary = "What this is", security = {})
    @GetMapping(path = "/")
    ResponseEntity<Object> home(@RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "") String accept) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        if (accept.contains(MediaType.TEXT_HTML_VALUE)) {
            Resource page = new ClassPathResource("home.html", StatusController.class);
            return answer.contentType(HTML).body(page);
        }
        return answer.contentType(MediaType.APPLICATION_JSON)
                .body(new Home(TITLE, DESCRIPTION, release.version(), "/docs", "normal", null));
    }

    @Operation(summary = "Version and state", security = {})
    @GetMapping(path = {"/status", "/api/status"})
    State status() {
        Progress progress = loading.progress();
        return new State(release.version(), "normal", null, loading.isReady(), progress.loaded(), progress.total());
    }
}
