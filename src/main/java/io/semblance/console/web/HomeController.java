package io.semblance.console.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.semblance.telemetry.Release;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

/**
 * What is at {@code /}: the page for whoever accepts HTML, and title and version as JSON for everybody else. As with
 * iscc-search, any mention of {@code text/html} in {@code Accept} is enough.
 */
@RestController
@Tag(name = "Probes")
class HomeController {

    private static final String TITLE = "Semblance";
    private static final String DESCRIPTION = "Similarity search for content codes (ISCC, ISO 24138): what is the same, "
            + "nearly the same, or alike";
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final Release release;
    private final byte[] page;
    private final String tag;

    HomeController(Release release) throws IOException {
        this.release = release;
        ClassPathResource file = new ClassPathResource("page.html", HomeController.class);
        this.page = file.getContentAsByteArray();
        this.tag = ContentTag.of(file);
    }

    /** As iscc-search's; network is null, since there is no aggregator mode. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Home(String title, String description, String version, String docs, String mode, @Nullable String network) {
    }

    @Operation(summary = "What this is", security = {})
    @GetMapping(path = "/")
    ResponseEntity<Object> home(@RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "") String accept) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        if (accept.contains(MediaType.TEXT_HTML_VALUE)) {
            return answer.headers(PagePolicy::add).cacheControl(CacheControl.noCache()).eTag(tag).contentType(HTML)
                    .body(page);
        }
        return answer.contentType(MediaType.APPLICATION_JSON)
                .body(new Home(TITLE, DESCRIPTION, release.version(), "/docs", "normal", null));
    }
}
