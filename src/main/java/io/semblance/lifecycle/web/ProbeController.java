package io.semblance.lifecycle.web;

import io.semblance.lifecycle.Loading;
import io.semblance.lifecycle.Progress;
import io.semblance.lifecycle.ReadOnlyState;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

/**
 * The probes under every name that the manifests of older systems use. They look at fields in memory and nothing else, so
 * they answer however much the service has to do. Bodies as iscc-search has them, with the progress of loading added.
 */
@RestController
@Tag(name = "Probes")
class ProbeController {

    private final ApplicationAvailability availability;
    private final Loading loading;
    private final ReadOnlyState readOnly;

    ProbeController(ApplicationAvailability availability, Loading loading, ReadOnlyState readOnly) {
        this.availability = availability;
        this.loading = loading;
        this.readOnly = readOnly;
    }

    /** Whether the process lives. */
    record Liveness(String status) {
    }

    /** Whether requests can be served; if not, or not all of them, why, and how far loading is. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Readiness(String status, @Nullable String reason, @Nullable Long loaded, @Nullable Long total) {
    }

    @Operation(summary = "Does the process live?", security = {})
    @GetMapping(path = {"/livez", "/live", "/healthz", "/health"})
    ResponseEntity<Liveness> live() {
        return isBroken()
                ? json(HttpStatus.SERVICE_UNAVAILABLE).body(new Liveness("broken"))
                : json(HttpStatus.OK).body(new Liveness("ok"));
    }

    /** Spring Boot says broken also before anything was said; a process that answers lives. */
    private boolean isBroken() {
        return availability.getLastChangeEvent(LivenessState.class) != null
                && availability.getLivenessState() == LivenessState.BROKEN;
    }

    @Operation(summary = "Can it serve requests?", security = {})
    @GetMapping(path = {"/readyz", "/ready"})
    ResponseEntity<Readiness> ready() {
        Progress progress = loading.progress();
        return switch (progress.stage()) {
            case LOADING -> notReady("index_not_initialized", progress);
            case FAILED -> notReady("index_loading_failed", progress);
            case READY -> availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC
                    ? json(HttpStatus.OK).body(new Readiness("ready", writes(), null, null))
                    : notReady("stopping", progress);
        };
    }

    /** An index that is latched is read on, so the service stays ready; which one is said where a secret is needed. */
    private @Nullable String writes() {
        return readOnly.isLatched() ? "index_read_only" : null;
    }

    private static ResponseEntity<Readiness> notReady(String reason, Progress progress) {
        return json(HttpStatus.SERVICE_UNAVAILABLE).header("Retry-After", "1")
                .body(new Readiness("not_ready", reason, progress.loaded(), progress.total()));
    }

    /** JSON whatever was asked for, as iscc-search answers: a probe that accepts text only must not take 406 for dead. */
    private static ResponseEntity.BodyBuilder json(HttpStatus status) {
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON);
    }
}
