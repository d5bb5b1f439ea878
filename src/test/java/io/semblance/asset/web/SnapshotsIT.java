package io.semblance.asset.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.semblance.cli.CommandsRun;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Snapshots over HTTP, on a real server. */
class SnapshotsIT {

    @TempDir
    Path directory;

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start("usearch://" + directory.resolve("data"),
                "semblance.snapshots.directory=" + directory.resolve("shelf"), "semblance.demo=true",
                "semblance.metrics.public=true");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode created() {
        HttpResponse<String> answer = server.post("/snapshots", "{}");
        assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(201);
        return TestServer.json(answer);
    }

    /** As the guide sends it: {@code curl -X POST http://localhost:8000/snapshots}. */
    @Test
    void aRequestWithoutABodyTakesAllIndexes() {
        server.post("/indexes", "{\"name\":\"more\"}");
        HttpResponse<String> answer = server
                .send(server.request("/snapshots").POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(201);
        assertThat(TestServer.json(answer).get("sound").asBoolean()).isTrue();
        assertThat(TestServer.json(answer).get("complete").asBoolean()).isTrue();
        assertThat(TestServer.json(answer).get("indexes").valueStream().map(index -> index.get("name").asString()))
                .containsExactlyInAnyOrder("demo", "more");
        refused(server.send(server.request("/snapshots/drills").POST(HttpRequest.BodyPublishers.noBody())), 422,
                "invalid-request", "body");
    }

    private void refused(HttpResponse<String> answer, int status, String slug, String words) {
        assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(TestServer.json(answer).get("type").asString()).isEqualTo("/problems/" + slug);
        assertThat(TestServer.json(answer).get("detail").asString()).contains(words).endsWith(".");
    }

    @Test
    void lostIndexComesBackUnderItsOwnNameAndAnswersAsBefore() {
        String search = "{\"iscc_id\":\"ISCC:MAIGI5H4GAIKGQAB\"}";
        String before = server.post("/indexes/demo/search", search).body();
        String export = server.get("/indexes/demo/export").body();
        JsonNode made = created();
        assertThat(made.get("sound").asBoolean()).isTrue();
        assertThat(made.get("indexes").get(0).get("assets").asInt()).isEqualTo(64);
        String id = made.get("id").asString();
        server.delete("/indexes/demo/assets/ISCC:MAIGI5H4GAIKGQAB");
        HttpResponse<String> restored = server.post("/snapshots/" + id + "/restore",
                "{\"index\":\"demo\",\"as\":\"back\"}");
        assertThat(restored.statusCode()).describedAs(restored.body()).isEqualTo(201);
        refused(server.post("/api/v1/indexes/back/rename", "{\"name\":\"demo\"}"), 409, "index-exists", "demo");
        assertThat(server.delete("/indexes/demo").statusCode()).isEqualTo(204);
        HttpResponse<String> renamed = server.post("/api/v1/indexes/back/rename", "{\"name\":\"demo\"}");
        assertThat(renamed.body()).isEqualTo("{\"name\":\"demo\",\"was\":\"back\"}");
        assertThat(server.get("/indexes/back").statusCode()).isEqualTo(404);
        assertThat(server.get("/indexes/demo/export").body()).isEqualTo(export);
        assertThat(server.post("/indexes/demo/search", search).body()).isEqualTo(before);
    }

    @Test
    void snapshotsAreListedVerifiedAndDeleted() {
        assertThat(server.get("/snapshots").body()).isEqualTo("[]");
        // A scrape waits for no disk; the first one after a start has the directory looked at.
        await().until(() -> server.get("/metrics").body().contains("semblance_snapshot_age_seconds +Inf"));
        JsonNode made = created();
        String id = made.get("id").asString();
        assertThat(server.get("/snapshots").body()).isEqualTo("[" + made + "]");
        assertThat(TestServer.json(server.get("/snapshots/" + id))).isEqualTo(made);
        assertThat(server.get("/metrics").body()).contains("semblance_snapshot_age_seconds 0.",
                "semblance_snapshot_failures_total 0.0");
        JsonNode verified = TestServer.json(server.post("/snapshots/" + id + "/verify", ""));
        assertThat(verified.get("sound").asBoolean()).isTrue();
        assertThat(server.delete("/snapshots/" + id).statusCode()).isEqualTo(204);
        refused(server.get("/snapshots/" + id), 404, "snapshot-not-found", "GET /snapshots");
        assertThat(directory.resolve("shelf").toFile().list()).containsExactly(".lock");
    }

    @Test
    void damagedSnapshotIsToldAndRestoresNothing() throws IOException {
        String id = created().get("id").asString();
        Path record = directory.resolve("shelf").resolve(id).resolve("indexes/demo/data.mdb");
        byte[] bytes = Files.readAllBytes(record);
        bytes[5_000] ^= 4;
        Files.write(record, bytes);
        refused(server.post("/snapshots/" + id + "/restore", "{\"index\":\"demo\",\"as\":\"back\"}"), 409,
                "snapshot-damaged", "indexes/demo/data.mdb");
        assertThat(server.get("/indexes/back").statusCode()).isEqualTo(404);
        JsonNode verified = TestServer.json(server.post("/snapshots/" + id + "/verify", ""));
        assertThat(verified.get("sound").asBoolean()).isFalse();
        assertThat(verified.get("faults").get(0).asString()).contains("indexes/demo/data.mdb");
        assertThat(server.get("/metrics").body()).contains("semblance_snapshot_failures_total 1.0",
                "semblance_snapshot_age_seconds +Inf");
    }

    private int drill(Path scratch, String... more) {
        List<String> words = new ArrayList<>(
                List.of("drill", "--url", server.uri("").toString(), "--scratch", scratch.toString()));
        words.addAll(List.of(more));
        return CommandsRun.execute(words.toArray(String[]::new));
    }

    @Test
    void restoreDrillOverHttpIsReportedWhereTheMetricsAre() throws IOException {
        Path scratch = Files.createDirectory(directory.resolve("scratch"));
        assertThat(server.get("/metrics").body()).contains("semblance_restore_drill_age_seconds NaN",
                "semblance_restore_drill_failed 0.0");
        assertThat(drill(scratch)).as("without a snapshot").isEqualTo(3);
        assertThat(server.get("/metrics").body()).contains("semblance_restore_drill_age_seconds +Inf",
                "semblance_restore_drill_failed 1.0", "semblance_restore_drill_failures_total 1.0");
        assertThat(drill(scratch, "--fresh")).isZero();
        JsonNode drills = TestServer.json(server.get("/snapshots/drills"));
        assertThat(drills.get("last").get("succeeded").asBoolean()).isTrue();
        assertThat(drills.get("last").get("assets").asInt()).isEqualTo(64);
        assertThat(drills.get("last").get("snapshot"))
                .isEqualTo(TestServer.json(server.get("/snapshots")).get(0).get("id"));
        assertThat(drills.get("last_succeeded")).isEqualTo(drills.get("last").get("ended"));
        assertThat(server.get("/metrics").body()).contains("semblance_restore_drill_age_seconds 0.",
                "semblance_restore_drill_failed 0.0", "semblance_restore_drill_failures_total 1.0");
        // A newer one of some indexes alone is no backup of the service.
        assertThat(TestServer.json(server.post("/snapshots", "{\"indexes\":[\"demo\"]}")).get("complete").asBoolean())
                .isFalse();
        assertThat(drill(scratch)).isZero();
        JsonNode ofAll = TestServer.json(server.get("/snapshots")).get(0);
        assertThat(ofAll.get("complete").asBoolean()).isTrue();
        assertThat(TestServer.json(server.get("/snapshots/drills")).get("last").get("snapshot"))
                .isEqualTo(ofAll.get("id"));
        assertThat(scratch.toFile().list()).containsExactly("semblance-drill.lock");
        // Damaged after it was read back: the drill is who finds it.
        String id = TestServer.json(server.get("/snapshots")).get(0).get("id").asString();
        Path record = directory.resolve("shelf").resolve(id).resolve("indexes/demo/data.mdb");
        byte[] bytes = Files.readAllBytes(record);
        bytes[5_000] ^= 4;
        Files.write(record, bytes);
        assertThat(drill(scratch)).isEqualTo(3);
        JsonNode failed = TestServer.json(server.get("/snapshots/drills")).get("last");
        assertThat(failed.get("faults").get(0).asString()).contains("indexes/demo/data.mdb has not the hash");
        assertThat(scratch.toFile().list()).containsExactly("semblance-drill.lock");
        refused(server.post("/snapshots/drills", "{}"), 422, "invalid-request", "seconds");
        refused(server.post("/snapshots/drills", "{\"seconds\":1,\"faults\":[],\"snapshot\":\"../x\"}"), 422,
                "invalid-request", "snapshot");
    }

    @Test
    void archiveIsOneFileThatTheCommandsRead() throws Exception {
        Path file = directory.resolve("demo.zip");
        assertThat(CommandsRun.execute("snapshot", "--url", server.uri("").toString(), "--to", file.toString()))
                .isZero();
        assertThat(CommandsRun.execute("verify", file.toString())).isZero();
        assertThat(CommandsRun.execute("restore", file.toString(), "--into", directory.resolve("back").toString()))
                .isZero();
        byte[] before = Files.readAllBytes(file);
        assertThat(CommandsRun.execute("snapshot", "--url", server.uri("").toString(), "--to", file.toString()))
                .isEqualTo(1);
        assertThat(Files.readAllBytes(file)).as("nothing is overwritten").isEqualTo(before);
        String export = server.get("/indexes/demo/export").body();
        try (TestServer restored = TestServer.start("usearch://" + directory.resolve("back"))) {
            assertThat(restored.get("/indexes/demo/export").body()).isEqualTo(export);
        }
        refused(server.get("/snapshots/20261126t012345678z/archive"), 404, "snapshot-not-found", "GET /snapshots");
    }

    @Test
    void whatCannotBeDoneIsRefusedInWords() {
        refused(server.post("/snapshots", "{\"indexes\":[\"none\"]}"), 404, "index-not-found", "none");
        refused(server.post("/snapshots", "{\"indexes\":[]}"), 422, "invalid-request", "indexes");
        refused(server.post("/snapshots", "{\"index\":\"demo\"}"), 422, "invalid-request", "index");
        refused(server.post("/snapshots", "nonsense"), 422, "invalid-request", "no JSON");
        for (String id : new String[]{"..%2f..", "20261126t012345678z", "x", "%2e%2e"}) {
            assertThat(server.post("/snapshots/" + id + "/restore", "{\"index\":\"demo\",\"as\":\"x\"}").statusCode())
                    .describedAs(id).isEqualTo(404);
        }
        String id = created().get("id").asString();
        refused(server.post("/snapshots/" + id + "/restore", "{\"index\":\"demo\"}"), 409, "index-exists", "demo");
        refused(server.post("/snapshots/" + id + "/restore", "{\"index\":\"other\"}"), 422, "invalid-request", "other");
        refused(server.post("/snapshots/" + id + "/restore", "{\"index\":\"demo\",\"as\":\"../x\"}"), 422,
                "invalid-request", "name");
        refused(server.post("/snapshots/" + id + "/restore", "{}"), 422, "invalid-request", "index is missing");
        refused(server.post("/api/v1/indexes/none/rename", "{\"name\":\"x\"}"), 404, "index-not-found", "none");
    }

    @Test
    void withoutADirectoryOrARecordItIsSaidWhatToSet() {
        try (TestServer memory = TestServer.start("memory://", "semblance.demo=true")) {
            refused(memory.get("/snapshots"), 400, "not-supported", "memory://");
            refused(memory.post("/api/v1/indexes/demo/rename", "{\"name\":\"x\"}"), 400, "not-supported", "memory://");
        }
        try (TestServer bare = TestServer.start("usearch://" + directory.resolve("bare"))) {
            refused(bare.post("/snapshots", "{}"), 400, "not-supported", "semblance.snapshots.directory");
        }
        Path inside = directory.resolve("third");
        try (TestServer within = TestServer.start("usearch://" + inside,
                "semblance.snapshots.directory=" + inside.resolve("shelf"))) {
            refused(within.post("/snapshots", "{}"), 400, "not-supported", "data directory");
        }
    }
}
