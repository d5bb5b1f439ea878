package io.semblance.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Snapshots of the index t, and restored copies of it that come and go; what a kill leaves of either must be whole. */
final class Copies {

    private static final JsonMapper JSON = JsonMapper.shared();

    private Copies() {
    }

    static void make(ServiceProcess service) throws IOException, InterruptedException {
        HttpResponse<String> made = service.post("/snapshots", "{}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(JSON.readTree(made.body()).path("sound").asBoolean(false)).as(made.body()).isTrue();
    }

    /** Restores under one name, renames it to another, and deletes it. */
    static void restoreAndRename(ServiceProcess service) throws IOException, InterruptedException {
        make(service);
        JsonNode newest = JSON.readTree(service.get("/snapshots").body()).valueStream().reduce((a, b) -> b)
                .orElseThrow();
        service.delete("/indexes/back");
        service.delete("/indexes/copy");
        HttpResponse<String> back = service.post("/snapshots/" + newest.path("id").asString() + "/restore",
                JSON.writeValueAsString(Map.of("index", "t", "as", "back")));
        assertThat(back.statusCode()).as(back.body()).isEqualTo(201);
        HttpResponse<String> renamed = service.post("/api/v1/indexes/back/rename", "{\"name\":\"copy\"}");
        assertThat(renamed.statusCode()).as(renamed.body()).isEqualTo(200);
    }

    /** A restored copy is one of the snapshots that there are, or of one that made room for them, and never a part. */
    static void verify(ServiceProcess service) throws IOException, InterruptedException {
        for (String name : List.of("back", "copy")) {
            HttpResponse<String> index = service.get("/indexes/" + name);
            if (index.statusCode() == 200) {
                long stated = JSON.readTree(index.body()).path("assets").asLong();
                String lines = service.get("/indexes/" + name + "/export").body();
                assertThat(lines.lines().filter(line -> line.contains("\"iscc_id\"")).count())
                        .as("assets of the restored index %s as counted and as stated", name).isEqualTo(stated);
            }
        }
        for (JsonNode snapshot : JSON.readTree(service.get("/snapshots").body())) {
            String id = snapshot.path("id").asString("");
            if (!id.isEmpty()) {
                String verdict = service.post("/snapshots/" + id + "/verify", "").body();
                assertThat(JSON.readTree(verdict).path("sound").asBoolean(false)).as(verdict).isTrue();
            }
        }
    }
}
