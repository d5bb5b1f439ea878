package io.semblance.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Snapshots of the index {@code t}, and restored copies of it that come, get another name and go. It remembers what was
 * acknowledged, so that after a kill it can say which snapshot must be there, under which name there must be a copy, and what
 * that holds; of a request that the kill met, both outcomes are possible.
 */
final class Copies {

    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * Where there are copies, and of which snapshot; null where there is none.
     *
     * @param back the name under which they are restored
     * @param copy the one that they get
     */
    private record State(@Nullable String back, @Nullable String copy) {
    }

    private interface Request {
        HttpResponse<String> send() throws IOException, InterruptedException;
    }

    private Set<State> possible = Set.of(new State(null, null));
    private @Nullable String newest;

    /** Makes a snapshot, which must be sound. */
    String make(ServiceProcess service) throws IOException, InterruptedException {
        HttpResponse<String> made = service.post("/snapshots", "{}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode shown = JSON.readTree(made.body());
        assertThat(shown.path("sound").asBoolean(false)).as(made.body()).isTrue();
        newest = shown.path("id").asString();
        return newest;
    }

    /** Restores under one name in place of an earlier one, and renames it. */
    void restoreAndRename(ServiceProcess service) throws IOException, InterruptedException {
        String snapshot = make(service);
        change(state -> new State(null, state.copy()), () -> service.delete("/indexes/back"), 204, 404);
        change(state -> new State(state.back(), null), () -> service.delete("/indexes/copy"), 204, 404);
        change(state -> new State(snapshot, state.copy()), () -> restore(service, snapshot, "back"), 201);
        change(state -> new State(null, state.back()),
                () -> service.post("/api/v1/indexes/back/rename", "{\"name\":\"copy\"}"), 200);
    }

    private static HttpResponse<String> restore(ServiceProcess service, String snapshot, String as)
            throws IOException, InterruptedException {
        return service.post("/snapshots/" + snapshot + "/restore",
                JSON.writeValueAsString(Map.of("index", "t", "as", as)));
    }

    /** Until its answer is there, a request may have happened or not. */
    private void change(UnaryOperator<State> step, Request request, Integer... expected)
            throws IOException, InterruptedException {
        Set<State> before = possible;
        Set<State> after = new LinkedHashSet<>(before.stream().map(step).toList());
        possible = new LinkedHashSet<>(before);
        possible.addAll(after);
        HttpResponse<String> answer = request.send();
        assertThat(answer.statusCode()).as(answer.body()).isIn((Object[]) expected);
        possible = after;
    }

    /** Compares, value by value, with what must be there; from here on it is known what became of the last request. */
    void verify(ServiceProcess service) throws IOException, InterruptedException {
        List<String> snapshots = JSON.readTree(service.get("/snapshots").body()).valueStream()
                .map(snapshot -> snapshot.path("id").asString("")).filter(id -> !id.isEmpty()).toList();
        if (newest != null) {
            assertThat(snapshots).as("the newest snapshot that was acknowledged").contains(newest);
        }
        for (String id : snapshots) {
            String verdict = service.post("/snapshots/" + id + "/verify", "").body();
            assertThat(JSON.readTree(verdict).path("sound").asBoolean(false)).as(verdict).isTrue();
        }
        // Those of which no answer came were read back just now, and take the place of older ones.
        newest = snapshots.isEmpty() ? newest : snapshots.getLast();
        boolean back = isThere(service, "back");
        boolean copy = isThere(service, "copy");
        possible = new LinkedHashSet<>(possible.stream()
                .filter(state -> (state.back() != null) == back && (state.copy() != null) == copy).toList());
        assertThat(possible).as("restored as back: %s, renamed to copy: %s", back, copy).isNotEmpty();
        verifyContent(service, "back", possible.stream().<@Nullable String>map(State::back).toList(), snapshots);
        verifyContent(service, "copy", possible.stream().<@Nullable String>map(State::copy).toList(), snapshots);
    }

    /** An index that is set aside or cannot be opened is neither there nor away. */
    private static boolean isThere(ServiceProcess service, String name) throws IOException, InterruptedException {
        HttpResponse<String> index = service.get("/indexes/" + name);
        assertThat(index.statusCode()).as(index.body()).isIn(200, 404);
        return index.statusCode() == 200;
    }

    /** What the snapshot, or one of those that it may be of, gives once more; those that made room for others give nothing. */
    private void verifyContent(ServiceProcess service, String name, List<@Nullable String> of, List<String> snapshots)
            throws IOException, InterruptedException {
        Set<String> contents = new LinkedHashSet<>();
        for (String snapshot : new LinkedHashSet<>(of)) {
            if (snapshot == null || !snapshots.contains(snapshot)) {
                return;
            }
            HttpResponse<String> again = restore(service, snapshot, "again");
            assertThat(again.statusCode()).as(again.body()).isEqualTo(201);
            contents.add(exported(service, "again"));
            assertThat(service.delete("/indexes/again").statusCode()).isEqualTo(204);
        }
        assertThat(exported(service, name)).as("what was restored as %s", name).isIn(contents);
    }

    private static String exported(ServiceProcess service, String name) throws IOException, InterruptedException {
        HttpResponse<String> export = service.get("/indexes/" + name + "/export");
        assertThat(export.statusCode()).as(export.body()).isEqualTo(200);
        return export.body();
    }
}
