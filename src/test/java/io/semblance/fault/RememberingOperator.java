package io.semblance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

import io.semblance.fault.RememberedStates.State;
import io.semblance.process.ServiceProcess;
import io.semblance.proof.Losses;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whoever creates, fills, renames and deletes indexes, makes and deletes snapshots and restores the index {@code t} from
 * them, one request after the other, and remembers what there was. It owns the names that begin with its letter, and the
 * snapshots if it makes any.
 */
final class RememberingOperator {

    private interface Request {
        HttpResponse<String> send() throws IOException, InterruptedException;
    }

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST = 4;

    private final char letter;
    private final RandomGenerator random;
    private final @Nullable Path shelf;
    private final RememberedStates states;
    /** What was restored from a snapshot, by its id. */
    private final Map<String, String> restored = new HashMap<>();
    private @Nullable Long unanswered;
    private int names;
    private int assets;

    /** @param shelf where the snapshots lie that it makes; null if it makes none */
    RememberingOperator(char letter, RandomGenerator random, @Nullable Path shelf) {
        this.letter = letter;
        this.random = random;
        this.shelf = shelf;
        this.states = new RememberedStates(letter);
    }

    private State now() {
        return states.now();
    }

    /** What there was, and when. */
    RememberedStates states() {
        return states;
    }

    /** Whether every request was answered. */
    boolean isAnswered() {
        return unanswered == null;
    }

    /** After a restart: learns what became of the request that was not answered. */
    void settle(ServiceProcess service) throws IOException, InterruptedException {
        Map<String, String> there = new TreeMap<>();
        for (String name : new HttpReader(service).names()) {
            if (name.charAt(0) == letter) {
                there.put(name, exported(service, name));
            }
        }
        if (shelf != null) {
            verifyAll(service);
        }
        State found = new State(there, shelf == null ? Map.of() : listed(service, shelf).snapshots());
        if (unanswered == null) {
            assertThat(found).as(Losses.ALTERED).isEqualTo(now());
        } else {
            states.add(unanswered, System.nanoTime(), found);
            unanswered = null;
        }
    }

    /** What was made and not read back before the kill counts from now on. */
    private static void verifyAll(ServiceProcess service) throws IOException, InterruptedException {
        for (JsonNode snapshot : JSON.readTree(service.get("/snapshots").body())) {
            if (!snapshot.path("sound").asBoolean(false)) {
                HttpResponse<String> verdict = service
                        .post("/snapshots/" + snapshot.path("id").asString() + "/verify", "");
                assertThat(JSON.readTree(verdict.body()).path("sound").asBoolean(false)).as(verdict.body()).isTrue();
            }
        }
    }

    /** Makes one request, of any kind. */
    void act(ServiceProcess service) throws IOException, InterruptedException {
        if (shelf != null && random.nextInt(3) == 0) {
            actOnSnapshots(service, shelf);
            return;
        }
        List<String> there = List.copyOf(now().indexes().keySet());
        String one = there.isEmpty() ? "" : there.get(random.nextInt(there.size()));
        switch (there.size() < 2 ? 0 : there.size() < MOST ? random.nextInt(4) : random.nextInt(1, 3)) {
            case 1 -> rename(service, one);
            case 2 -> delete(service, one);
            case 3 -> fill(service, one);
            default -> create(service);
        }
    }

    private void actOnSnapshots(ServiceProcess service, Path from) throws IOException, InterruptedException {
        List<String> there = List.copyOf(now().snapshots().keySet());
        String one = there.isEmpty() ? "" : there.get(random.nextInt(there.size()));
        switch (there.isEmpty() ? 0 : random.nextInt(6)) {
            case 1 -> request(204, () -> service.delete("/snapshots/" + one), () -> listed(service, from));
            case 2, 3 -> restore(service, one);
            default -> makeSnapshot(service, from);
        }
    }

    private void makeSnapshot(ServiceProcess service, Path from) throws IOException, InterruptedException {
        request(201, () -> service.post("/snapshots", "{}"), () -> listed(service, from));
    }

    /** Makes a snapshot, if that is its work. */
    void makeSnapshot(ServiceProcess service) throws IOException, InterruptedException {
        if (shelf != null) {
            makeSnapshot(service, shelf);
        }
    }

    private State listed(ServiceProcess service, Path from) throws IOException, InterruptedException {
        Map<String, String> manifests = new TreeMap<>();
        for (JsonNode snapshot : JSON.readTree(service.get("/snapshots").body())) {
            if (snapshot.path("sound").asBoolean(false)) {
                String id = snapshot.path("id").asString();
                manifests.put(id, Files.readString(from.resolve(id).resolve("manifest.json")));
            }
        }
        return new State(now().indexes(), manifests);
    }

    private void restore(ServiceProcess service, String snapshot) throws IOException, InterruptedException {
        if (now().indexes().size() < MOST) {
            String name = nextName();
            request(201, () -> restored(service, snapshot, name), () -> now().with(name, exported(service, name)));
            String content = now().indexes().get(name);
            if (content != null) {
                assertThat(restored.computeIfAbsent(snapshot, first -> content)).isEqualTo(content);
            }
        }
    }

    private static HttpResponse<String> restored(ServiceProcess service, String snapshot, String name)
            throws IOException, InterruptedException {
        return service.post("/snapshots/" + snapshot + "/restore",
                JSON.writeValueAsString(Map.of("index", "t", "as", name)));
    }

    private void create(ServiceProcess service) throws IOException, InterruptedException {
        String name = nextName();
        request(201, () -> service.post("/indexes", "{\"name\":\"" + name + "\"}"), () -> now().with(name, ""));
        if (now().indexes().containsKey(name)) {
            fill(service, name);
        }
    }

    private void fill(ServiceProcess service, String name) throws IOException, InterruptedException {
        List<Map<String, Object>> batch = new ArrayList<>();
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            batch.add(Map.of("iscc_id", RememberingClient.text((long) ++assets << 12), "metadata",
                    Map.of("text", name + " " + Long.toHexString(random.nextLong()))));
        }
        request(201, () -> service.post("/indexes/" + name + "/assets", JSON.writeValueAsString(batch)),
                () -> now().with(name, exported(service, name)));
    }

    private void rename(ServiceProcess service, String name) throws IOException, InterruptedException {
        String renamed = nextName();
        request(200, () -> service.post("/api/v1/indexes/" + name + "/rename", "{\"name\":\"" + renamed + "\"}"),
                () -> now().without(name).with(renamed, String.valueOf(now().indexes().get(name))));
    }

    private void delete(ServiceProcess service, String name) throws IOException, InterruptedException {
        request(204, () -> service.delete("/indexes/" + name), () -> now().without(name));
    }

    private String nextName() {
        return letter + Integer.toString(++names);
    }

    private interface Outcome {
        State after() throws IOException, InterruptedException;
    }

    private void request(int expected, Request request, Outcome outcome) throws IOException, InterruptedException {
        long sent = System.nanoTime();
        try {
            HttpResponse<String> answer = request.send();
            long answered = System.nanoTime();
            // Another one gives an index a new name while this one needs all of them, or the other way round.
            boolean isRefused = answer.statusCode() == 503 && answer.body().contains("at this moment");
            if (!isRefused) {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expected);
                states.add(sent, answered, outcome.after());
            }
        } catch (IOException killed) {
            unanswered = sent;
        }
    }

    private static String exported(ServiceProcess service, String name) throws IOException, InterruptedException {
        HttpResponse<String> export = service.get("/indexes/" + name + "/export");
        assertThat(export.statusCode()).as(export.body()).isEqualTo(200);
        return export.body();
    }

    /** Has the service restore the snapshots that must be there, and compares with what they once gave. */
    void verifyRestored(ServiceProcess service, long time) throws IOException, InterruptedException {
        for (Map.Entry<String, String> one : restored.entrySet()) {
            if (states.snapshotsAt(time).containsKey(one.getKey())) {
                HttpResponse<String> answer = restored(service, one.getKey(), "again");
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
                assertThat(exported(service, "again")).as(Losses.ALTERED).isEqualTo(one.getValue());
                assertThat(service.delete("/indexes/again").statusCode()).isEqualTo(204);
            }
        }
    }
}
