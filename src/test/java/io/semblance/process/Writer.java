package io.semblance.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

import io.semblance.proof.Losses;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes and deletes over HTTP until the service is gone, and afterwards says what must be there. */
final class Writer {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final AcknowledgedAssets known;
    private final RandomGenerator random;
    private final boolean searchesSimprints;
    private final TreeSet<Long> touched = new TreeSet<>();
    private @Nullable Map<Long, @Nullable Map<String, Object>> inDoubt;
    private int acknowledged;
    private final Path history;

    /**
     * @param searchesSimprints whether the backend of the service does
     * @param directory where it keeps its history: each request before it is sent, and what was answered
     */
    Writer(int owner, RandomGenerator random, boolean searchesSimprints, Path directory) {
        this.random = random;
        this.history = directory.resolve("history-" + owner + ".txt");
        this.searchesSimprints = searchesSimprints;
        this.known = new AcknowledgedAssets(owner, random);
    }

    /** Writes until a request fails or somebody says stop. */
    void writeUntilGone(ServiceProcess service, java.util.function.BooleanSupplier stop) throws InterruptedException {
        touched.clear();
        try {
            while (!stop.getAsBoolean()) {
                write(service);
            }
        } catch (IOException gone) {
            // The request that met the end of the service stays in doubt.
        }
    }

    /** One request that must succeed if it is answered. */
    void write(ServiceProcess service) throws IOException, InterruptedException {
        Answer answer = write((path, json) -> {
            HttpResponse<String> received = service.post(path, json);
            return new Answer(received.statusCode(), received.body());
        });
        assertThat(answer.isSuccess()).as(answer.toString()).isTrue();
    }

    /**
     * What came back.
     *
     * @param status 0 if the request was not let in
     */
    record Answer(int status, String body) {

        boolean isSuccess() {
            return status == 200 || status == 201;
        }

        /** Whether it says itself that the write may be stored all the same. */
        private boolean isDoubt() {
            return status == 503 && (body.contains("may be stored") || body.contains("may have been stored"));
        }
    }

    /** How a request gets to the service. */
    interface Sending {
        Answer post(String path, String json) throws IOException, InterruptedException;
    }

    /** One request. What is refused, or not let in, must not be there afterwards. */
    Answer write(Sending sending) throws IOException, InterruptedException {
        List<Long> deletion = random.nextInt(5) == 0 ? known.nextDeletion() : List.of();
        Map<Long, Map<String, Object>> batch = deletion.isEmpty() ? known.nextBatch() : Map.of();
        Map<Long, @Nullable Map<String, Object>> changes = new LinkedHashMap<>(batch);
        deletion.forEach(id -> changes.put(id, null));
        inDoubt = changes;
        touched.addAll(changes.keySet());
        note(deletion.isEmpty() ? "put " + batch : "delete " + deletion);
        Answer answer = deletion.isEmpty()
                ? sending.post("/indexes/t/assets", JSON.writeValueAsString(batch.values()))
                : sending.post("/indexes/t/assets/delete", JSON.writeValueAsString(
                        Map.of("iscc_ids", deletion.stream().map(AcknowledgedAssets::text).toList())));
        if (answer.isSuccess()) {
            assertThat(answer.status()).isEqualTo(deletion.isEmpty() ? 201 : 200);
            known.acknowledge(batch);
            known.acknowledgeDeletion(deletion);
            acknowledged++;
        }
        if (!answer.isDoubt()) {
            inDoubt = null;
        }
        note(answer.isSuccess() ? "acknowledged" : "refused with " + answer.status());
        return answer;
    }

    private void note(String line) throws IOException {
        Files.writeString(history, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** For controls: an asset that is stored for certain. */
    String anyAsset() {
        return AcknowledgedAssets.text(known.assets().keySet().iterator().next());
    }

    /** For controls: a batch of at least two of which only one asset was written, as if the service had been killed. */
    void doubt(ServiceProcess service) throws IOException, InterruptedException {
        Map<Long, Map<String, Object>> batch = known.nextBatch();
        while (batch.size() < 2) {
            batch = known.nextBatch();
        }
        inDoubt = new LinkedHashMap<>(batch);
        List<Map<String, Object>> half = List.of(batch.values().iterator().next());
        assertThat(service.post("/indexes/t/assets", JSON.writeValueAsString(half)).statusCode()).isEqualTo(201);
    }

    /** Requests acknowledged so far. */
    int acknowledged() {
        return acknowledged;
    }

    /** Compares what changed since the last start, or all there is, byte for byte and by search. */
    void verify(ServiceProcess service, boolean everything) throws IOException, InterruptedException {
        settleDoubt(service);
        TreeSet<Long> ids = new TreeSet<>(touched);
        if (everything) {
            ids.addAll(known.assets().keySet());
        }
        for (long id : ids) {
            Map<String, Object> expected = known.assets().get(id);
            assertThat(stored(service, id)).as("asset %s " + Losses.ALTERED, AcknowledgedAssets.text(id))
                    .isEqualTo(normal(expected));
            if (expected != null) {
                verifySearch(service, id, expected);
            }
        }
        if (everything) {
            // All is as it should be: how it came to be so is of no interest any more.
            Files.deleteIfExists(history);
        }
    }

    /** A batch in doubt is there whole or not at all; from here on it is known which. */
    private void settleDoubt(ServiceProcess service) throws IOException, InterruptedException {
        Map<Long, @Nullable Map<String, Object>> doubt = inDoubt;
        inDoubt = null;
        if (doubt == null) {
            return;
        }
        Map<Long, @Nullable Object> before = new LinkedHashMap<>();
        Map<Long, @Nullable Object> after = new LinkedHashMap<>();
        Map<Long, @Nullable Object> now = new LinkedHashMap<>();
        for (Map.Entry<Long, @Nullable Map<String, Object>> change : doubt.entrySet()) {
            before.put(change.getKey(), normal(known.assets().get(change.getKey())));
            after.put(change.getKey(), normal(change.getValue()));
            now.put(change.getKey(), stored(service, change.getKey()));
        }
        assertThat(now).as("a batch without an answer " + Losses.IN_PART).isIn(before, after);
        if (now.equals(after)) {
            doubt.forEach((id, asset) -> {
                if (asset == null) {
                    known.acknowledgeDeletion(List.of(id));
                } else {
                    known.acknowledge(Map.of(id, asset));
                }
            });
        }
    }

    private static @Nullable Object stored(ServiceProcess service, long id) throws IOException, InterruptedException {
        HttpResponse<String> answer = service
                .get("/indexes/t/assets/" + AcknowledgedAssets.text(id) + "?simprints=true");
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 404);
        return answer.statusCode() == 404 ? null : JSON.readTree(answer.body());
    }

    private static @Nullable Object normal(@Nullable Map<String, Object> asset) {
        return asset == null ? null : JSON.readTree(JSON.writeValueAsString(asset));
    }

    /** By all its units and simprints at once: each unit must be found, with likeness 1, and so must each simprint. */
    private void verifySearch(ServiceProcess service, long id, Map<String, Object> asset)
            throws IOException, InterruptedException {
        JsonNode written = JSON.valueToTree(asset);
        Map<String, Object> query = new LinkedHashMap<>(Map.of("units", written.path("units")));
        Map<String, List<String>> simprints = new LinkedHashMap<>();
        if (searchesSimprints) {
            written.path("simprints").properties().forEach(type -> simprints.put(type.getKey(), type.getValue()
                    .valueStream().map(place -> place.path("simprint").asString()).toList()));
            query.put("simprints", simprints);
        }
        HttpResponse<String> answer = service.post("/indexes/t/search?limit=2000&exact=true",
                JSON.writeValueAsString(query));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode found = JSON.readTree(answer.body());
        JsonNode types = match(found.path("global_matches"), id, asset).path("types");
        assertThat(types.valueStream().map(JsonNode::doubleValue)).as("%s: %s", asset, types)
                .hasSize(written.path("units").size()).containsOnly(1.0);
        simprints.forEach((type, asked) -> {
            JsonNode chunks = match(found.path("chunk_matches"), id, asset).path("types").path(type).path("chunks");
            assertThat(chunks.valueStream().map(chunk -> chunk.path("match").asString())).as("%s: %s", asset, chunks)
                    .containsAll(asked);
        });
    }

    private static JsonNode match(JsonNode matches, long id, Map<String, Object> asset) {
        return matches.valueStream()
                .filter(found -> found.path("iscc_id").asString().equals(AcknowledgedAssets.text(id))).findFirst()
                .orElseThrow(() -> new AssertionError("not found by what it has: " + asset + " in " + matches));
    }
}
