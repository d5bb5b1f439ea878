package io.semblance.snapshot.web;

import java.util.LinkedHashMap;
import java.util.Map;

import io.semblance.snapshot.DrillLog;
import io.semblance.snapshot.RestoreDrill;

import org.jspecify.annotations.Nullable;

/** What is known of restore drills, as JSON. */
final class DrillShape {

    private DrillShape() {
    }

    static Map<String, @Nullable Object> of(@Nullable DrillLog log) {
        Map<String, @Nullable Object> shape = new LinkedHashMap<>();
        shape.put("last", log == null ? null : one(log.last()));
        shape.put("last_succeeded",
                log == null || log.lastSucceeded() == null ? null : log.lastSucceeded().toString());
        return shape;
    }

    private static Map<String, Object> one(RestoreDrill drill) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("snapshot", drill.snapshot());
        shape.put("ended", drill.ended().toString());
        shape.put("seconds", drill.took().toMillis() / 1e3);
        shape.put("succeeded", drill.succeeded());
        shape.put("indexes", drill.indexes());
        shape.put("assets", drill.assets());
        shape.put("faults", drill.faults());
        return shape;
    }
}
