package io.semblance.proof.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import io.semblance.asset.IndexName;
import io.semblance.asset.web.TestServer;
import io.semblance.proof.Rounds;
import io.semblance.proof.Seeds;
import io.semblance.proof.Tally;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * S6: whatever an index or a snapshot is called in a request, no file comes, goes or changes but those of an index with a
 * possible name. In {@code verify} 5,000 names, at night 100,000. Archives with such names are tried where they are read.
 */
class NamesIT {

    private static final int NAMES = 5_000;
    private static final int NAMES_AT_NIGHT = 100_000;

    @TempDir
    Path directory;

    private final long seed = Seeds.next();

    @Test
    void noNameReachesAnotherFile() throws IOException {
        check(Rounds.of(NAMES));
    }

    @Tag("night")
    @Test
    void noNameReachesAnotherFileAllNight() throws IOException {
        check(Rounds.atNight("hostile-names", NAMES_AT_NIGHT));
    }

    private void check(Rounds tried) throws IOException {
        Files.writeString(directory.resolve("beside"), "not yours");
        Names names = new Names(new SplittableRandom(seed));
        try (TestServer server = TestServer.start("usearch://" + directory.resolve("inner/data"),
                "semblance.snapshots.directory=" + directory.resolve("inner/shelf"))) {
            server.post("/indexes", "{\"name\":\"kept\"}");
            String snapshot = TestServer.json(server.post("/snapshots", "{}")).path("id").asString();
            String restore = "/snapshots/" + snapshot + "/restore";
            List<String> before = listing();
            while (tried.next()) {
                int i = tried.number();
                String name = names.next();
                String context = "seed " + seed + ", name " + i + " " + TestServer.JSON.writeValueAsString(name);
                for (Attempt attempt : List.of(new Attempt("/indexes", Map.of("name", name)),
                        new Attempt("/api/v1/indexes/kept/rename", Map.of("name", name)),
                        new Attempt(restore, Map.of("index", "kept", "as", name)),
                        new Attempt(restore, Map.of("index", name, "as", "back")),
                        new Attempt("/snapshots", Map.of("indexes", List.of(name))))) {
                    if (!IndexName.isPossible(name) && i % 5 == Math.floorMod(attempt.hashCode(), 5)) {
                        refused(server.post(attempt.path, TestServer.JSON.writeValueAsString(attempt.body)), context);
                    }
                }
                inPaths(server, name, i, context);
            }
            assertThat(listing()).as("seed %d", seed).isEqualTo(before);
            seesAnIndexThatEscaped(server, before);
        }
        assertThat(Files.readString(directory.resolve("beside"))).isEqualTo("not yours");
        Tally.add("hostile-names", tried.number());
    }

    /** What the check must not let pass: a folder that a request made, and an answer that is no refusal. */
    private void seesAnIndexThatEscaped(TestServer server, List<String> before) throws IOException {
        HttpResponse<String> accepted = server.post("/indexes", "{\"name\":\"escaped\"}");
        assertThatThrownBy(() -> refused(accepted, "control")).isInstanceOf(AssertionError.class);
        assertThat(listing()).as("the control is seen").isNotEqualTo(before)
                .anyMatch(path -> path.contains("escaped"));
    }

    private record Attempt(String path, Map<String, Object> body) {
    }

    private static void inPaths(TestServer server, String name, int number, String context) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        if (!IndexName.isPossible(name) && !name.equals(".") && !name.contains("?") && !name.contains("#")) {
            switch (number % 4) {
                case 0 -> refused(server.delete("/indexes/" + encoded), context);
                case 1 -> refused(server.get("/indexes/" + encoded + "/assets"), context);
                case 2 -> refused(server.delete("/snapshots/" + encoded), context);
                default -> refused(server.post("/api/v1/indexes/" + encoded + "/rename", "{\"name\":\"back\"}"),
                        context);
            }
        }
    }

    private static void refused(HttpResponse<String> answer, String context) {
        assertThat(answer.statusCode()).as("%s: %s", context, answer.body()).isBetween(400, 499);
        assertThat(answer.headers().firstValue("Content-Type")).as(context).hasValue("application/problem+json");
    }

    private List<String> listing() throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.map(Path::toString).sorted().toList();
        }
    }
}
