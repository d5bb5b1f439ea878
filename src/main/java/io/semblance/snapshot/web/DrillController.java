package io.semblance.snapshot.web;

import java.util.Map;

import io.semblance.asset.json.JsonBody;
import io.semblance.snapshot.Snapshots;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Restore drills: they run elsewhere, and are reported here, where the metrics are. */
@RestController
@RequestMapping("/snapshots/drills")
class DrillController {

    private static final String JSON = "application/json";

    private final Snapshots snapshots;

    DrillController(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    @GetMapping(produces = JSON)
    Map<String, @Nullable Object> getDrills() {
        return DrillShape.of(snapshots.drills());
    }

    @PostMapping(consumes = JSON, produces = JSON)
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, @Nullable Object> reportDrill(@RequestBody(required = false) @Nullable JsonBody body) {
        return DrillShape.of(snapshots.reportDrill(SnapshotRequests.drill(body)));
    }
}
