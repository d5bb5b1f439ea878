package io.semblance.snapshot.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.semblance.asset.json.JsonBody;
import io.semblance.asset.json.OptionalBody;
import io.semblance.snapshot.Snapshots;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Routes of the snapshots. */
@RestController
@RequestMapping("/snapshots")
class SnapshotController {

    private static final String JSON = "application/json";

    private final Snapshots snapshots;

    SnapshotController(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    @GetMapping(produces = JSON)
    List<Map<String, @Nullable Object>> listSnapshots() {
        return SnapshotShape.list(snapshots.list());
    }

    @PostMapping(consumes = JSON, produces = JSON)
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, @Nullable Object> createSnapshot(
            @OptionalBody @RequestBody(required = false) @Nullable JsonBody body) {
        return SnapshotShape.one(snapshots.create(SnapshotRequests.create(body).indexes()));
    }

    @GetMapping(path = "/{id}", produces = JSON)
    Map<String, @Nullable Object> getSnapshot(@PathVariable String id) {
        return SnapshotShape.one(snapshots.get(id));
    }

    @PostMapping(path = "/{id}/verify", produces = JSON)
    Map<String, @Nullable Object> verifySnapshot(@PathVariable String id) {
        return SnapshotShape.one(snapshots.verify(id));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteSnapshot(@PathVariable String id) {
        snapshots.delete(id);
    }

    @PostMapping(path = "/{id}/restore", consumes = JSON, produces = JSON)
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, Object> restoreIndex(@PathVariable String id, @RequestBody(required = false) @Nullable JsonBody body) {
        SnapshotRequests.Restore restore = SnapshotRequests.restore(body);
        String index = SnapshotRequests.required(restore.index(), "index");
        String name = snapshots.restore(id, index, restore.as());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("index", name);
        answer.put("snapshot", id);
        return answer;
    }
}
