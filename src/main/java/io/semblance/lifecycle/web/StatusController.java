package io.semblance.lifecycle.web;

import io.semblance.lifecycle.Loading;
import io.semblance.lifecycle.Progress;
import io.semblance.telemetry.Release;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;

/** Version and state, for anybody. Never a word about data. */
@RestController
@Tag(name = "Probes")
class StatusController {

    private final Release release;
    private final Loading loading;

    StatusController(Release release, Loading loading) {
        this.release = release;
        this.loading = loading;
    }

    /** As iscc-search's, with the progress of loading; network is null, since there is no aggregator mode. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record State(String version, String mode, @Schema(types = {
            "string", "null"}) @Nullable String network,
            boolean ready, long loaded, long total) {
    }

    @Operation(summary = "Version and state", security = {})
    @GetMapping(path = {"/status", "/api/status"})
    ResponseEntity<State> status() {
        Progress progress = loading.progress();
        State state = new State(release.version(), "normal", null, loading.isReady(), progress.loaded(),
                progress.total());
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(state);
    }
}
