package io.semblance.snapshot.web;

import java.util.LinkedHashMap;
import java.util.Map;

import io.semblance.asset.json.JsonBody;
import io.semblance.snapshot.Snapshots;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The name of an index: so a restored one takes the place of a lost one in one step. */
@RestController
class RenameController {

    private static final String JSON = "application/json";

    private final Snapshots snapshots;

    RenameController(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    @PostMapping(path = "/api/v1/indexes/{name}/rename", consumes = JSON, produces = JSON)
    Map<String, Object> renameIndex(@PathVariable String name, @RequestBody(required = false) @Nullable JsonBody body) {
        String newName = SnapshotRequests.newName(body);
        snapshots.rename(name, newName);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("name", newName);
        answer.put("was", name);
        return answer;
    }
}
