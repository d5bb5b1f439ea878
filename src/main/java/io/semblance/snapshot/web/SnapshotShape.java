package io.semblance.snapshot.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.semblance.snapshot.IndexSnapshot;
import io.semblance.snapshot.Manifest;
import io.semblance.snapshot.SnapshotView;
import io.semblance.snapshot.Verification;

import org.jspecify.annotations.Nullable;

/** A snapshot as JSON; hashes and witness answers stay in its manifest. */
final class SnapshotShape {

    private SnapshotShape() {
    }

    static List<Map<String, @Nullable Object>> list(List<SnapshotView> views) {
        return views.stream().map(SnapshotShape::one).toList();
    }

    static Map<String, @Nullable Object> one(SnapshotView view) {
        Map<String, @Nullable Object> shape = new LinkedHashMap<>();
        Manifest manifest = view.manifest();
        Verification verification = view.verification();
        shape.put("id", view.id().text());
        shape.put("created", manifest == null ? null : manifest.created().toString());
        shape.put("version", manifest == null ? null : manifest.version());
        shape.put("backend", manifest == null ? null : manifest.backend());
        shape.put("bytes", manifest == null ? null : manifest.bytes());
        shape.put("complete", view.isComplete());
        shape.put("indexes", manifest == null ? List.of() : indexes(manifest));
        shape.put("verified", verification == null ? null : verification.verified().toString());
        shape.put("sound", view.fault() != null ? Boolean.FALSE : verification == null ? null : verification.sound());
        shape.put("faults", view.faults());
        return shape;
    }

    private static List<Map<String, Object>> indexes(Manifest manifest) {
        List<Map<String, Object>> indexes = new ArrayList<>();
        for (IndexSnapshot index : manifest.indexes()) {
            Map<String, Object> shape = new LinkedHashMap<>();
            shape.put("name", index.name());
            shape.put("assets", index.assets());
            shape.put("units", index.units());
            shape.put("simprints", index.simprints());
            shape.put("sequence", index.sequence());
            shape.put("committed", index.committed().toString());
            shape.put("bytes", index.file().bytes());
            indexes.add(shape);
        }
        return indexes;
    }
}
