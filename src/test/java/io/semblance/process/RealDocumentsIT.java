package io.semblance.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.semblance.SharedData;
import io.semblance.graph.TestedGraph;
import io.semblance.proof.BesideOthers;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** 35,223 real documents over HTTP: every answer is the exact one that was computed elsewhere, by brute force. */
@BesideOthers
class RealDocumentsIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int BATCH = 500;
    /**
     * Of 14,579 works that have a near-duplicate one of so many is asked about by day, all by night; in memory, where a
     * search compares every text, a twentieth of that.
     */
    private static final int WORKS_EVERY = 20;
    /** In memory, by day, for the same reason. */
    private static final int QUERIES_EVERY = 48;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"memory://", "usearch://"})
    void everyAnswerIsTheExactOne(String scheme) throws IOException, InterruptedException {
        List<String> documents = SharedData.lines("documents.jsonl.gz");
        String uri = scheme.equals("memory://") ? scheme : scheme + directory.resolve("data");
        try (ServiceProcess service = ServiceProcess.start(uri, directory.resolve("service.log"), "-Xmx1g")
                .awaitReady()) {
            load(service, documents);
            assertAnswers(service, scheme.equals("memory://") ? QUERIES_EVERY : 1);
            assertPairs(service, scheme.equals("memory://") ? 20 * WORKS_EVERY : WORKS_EVERY);
        }
    }

    private static void assertAnswers(ServiceProcess service, int every) throws IOException, InterruptedException {
        List<String> queries = SharedData.lines("queries.jsonl.gz");
        for (int i = 0; i < queries.size(); i += every) {
            assertAnswer(service, JSON.readTree(queries.get(i)), "/indexes/t/search");
        }
    }

    @Tag("night")
    @ParameterizedTest
    @ValueSource(strings = {"memory://", "usearch://"})
    void everyAnswerAndEveryNearDuplicateIsTheExactOne(String scheme) throws IOException, InterruptedException {
        String uri = scheme.equals("memory://") ? scheme : scheme + directory.resolve("data");
        try (ServiceProcess service = ServiceProcess.start(uri, directory.resolve("service.log"), "-Xmx1g")
                .awaitReady()) {
            load(service, SharedData.lines("documents.jsonl.gz"));
            assertAnswers(service, 1);
            assertPairs(service, scheme.equals("memory://") ? WORKS_EVERY : 1);
        }
    }

    /** With graphs for units and simprints: what is shown is as computed, asked for exactly it is all, and little is missing. */
    @Test
    void graphsMissLittleOfWhatIsAlike() throws IOException, InterruptedException {
        TestedGraph.require();
        List<String> documents = SharedData.lines("documents.jsonl.gz");
        try (ServiceProcess service = ServiceProcess.start("usearch://" + directory.resolve("graphs"),
                directory.resolve("graphs.log"), "-Xmx1g", "--semblance.graph.from=15000").awaitReady()) {
            load(service, documents);
            await().atMost(Duration.ofMinutes(5)).until(() -> graphsAreBuilt(service));
            Share global = new Share();
            Share chunks = new Share();
            for (String line : SharedData.lines("queries.jsonl.gz")) {
                JsonNode expected = JSON.readTree(line);
                String id = expected.get("id").asString();
                String query = expected.get("query").toString();
                JsonNode answer = JSON.readTree(service.post("/indexes/t/search?limit=1000", query).body());
                global.add(id, expected.get("expect"), answer.get("global_matches"));
                chunks.add(id, expected.path("expect_chunks"), answer.get("chunk_matches"));
            }
            LoggerFactory.getLogger(RealDocumentsIT.class).info("Found by graphs: {} of assets, {} of assets in parts",
                    global, chunks);
            assertThat(global.found()).isGreaterThan(0.97);
            assertThat(chunks.found()).isGreaterThan(0.97);
            for (String line : SharedData.lines("queries.jsonl.gz").subList(0, 100)) {
                assertAnswer(service, JSON.readTree(line), "/indexes/t/search?exact=true");
            }
        }
    }

    private static boolean graphsAreBuilt(ServiceProcess service) throws IOException, InterruptedException {
        List<String> metrics = service.get("/actuator/prometheus").body().lines().toList();
        long ready = metrics.stream().filter(line -> line.startsWith("semblance_graph_recall{")).count();
        boolean follows = metrics.stream().filter(line -> line.startsWith("semblance_graph_pending{"))
                .allMatch(line -> line.endsWith(" 0.0"));
        return ready == metrics.stream().filter(line -> line.startsWith("semblance_graph_codes{")).count() && ready > 3
                && follows;
    }

    /** How much of what was expected is there, with the very score. */
    private static final class Share {

        private long wanted;
        private long there;

        void add(String id, JsonNode expected, JsonNode actual) {
            Map<String, Double> scores = new TreeMap<>();
            for (JsonNode match : actual) {
                scores.put(match.get("iscc_id").asString(), match.get("score").asDouble());
            }
            for (JsonNode match : expected) {
                wanted++;
                Double score = scores.get(match.get("iscc_id").asString());
                if (score != null) {
                    there++;
                    assertThat(score).as(id).isEqualTo(match.get("score").asDouble(), within(1e-9));
                }
            }
        }

        double found() {
            return (double) there / wanted;
        }

        @Override
        public String toString() {
            return there + " of " + wanted;
        }
    }

    private static void load(ServiceProcess service, List<String> documents) throws IOException, InterruptedException {
        assertThat(service.post("/indexes", "{\"name\":\"t\"}").statusCode()).isEqualTo(201);
        for (int from = 0; from < documents.size(); from += BATCH) {
            List<String> batch = documents.subList(from, Math.min(from + BATCH, documents.size()));
            HttpResponse<String> answer = service.post("/indexes/t/assets", "[" + String.join(",", batch) + "]");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            assertThat(answer.body()).doesNotContain("updated");
        }
        assertThat(JSON.readTree(service.get("/indexes/t").body()).get("assets").asInt()).isEqualTo(documents.size());
    }

    private static void assertAnswer(ServiceProcess service, JsonNode expected, String route)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = service.post(route, expected.get("query").toString());
        String id = expected.get("id").asString();
        assertThat(answer.statusCode()).as("%s: %s", id, answer.body()).isEqualTo(200);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(header(answer, "Semblance-Exact")).isEqualTo("true");
        assertThat(header(answer, "Semblance-Total-Matches")).as(id).isEqualTo(expected.get("expect_total").asString());
        assertMatches(id, expected.get("expect"), body.get("global_matches"));
        JsonNode chunks = expected.path("expect_chunks");
        if (chunks.isArray()) {
            assertThat(header(answer, "Semblance-Total-Chunk-Matches")).as(id)
                    .isEqualTo(expected.get("expect_chunks_total").asString());
            assertChunks(id, chunks, body.get("chunk_matches"));
        }
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("absent");
    }

    private static void assertMatches(String id, JsonNode expected, JsonNode actual) {
        assertThat(ids(actual, expected.size())).as(id).isEqualTo(ids(expected, expected.size()));
        for (int i = 0; i < expected.size(); i++) {
            String at = id + ", match " + i;
            assertThat(actual.get(i).get("score").asDouble()).as(at).isEqualTo(expected.get(i).get("score").asDouble(),
                    within(1e-12));
            assertThat(actual.get(i).get("types")).as(at).isEqualTo(expected.get(i).get("types"));
        }
    }

    private static void assertChunks(String id, JsonNode expected, JsonNode actual) {
        if (expected.findValue("tied") == null) {
            assertThat(ids(actual, expected.size())).as(id).isEqualTo(ids(expected, expected.size()));
        }
        List<String> untied = new ArrayList<>();
        for (JsonNode row : expected) {
            if (!row.has("tied")) {
                untied.add(row.get("iscc_id").asString());
            }
        }
        // A tied row may have another score and so another place; the others stand among themselves as computed.
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode row : actual) {
            if (untied.contains(row.get("iscc_id").asString())) {
                found.add(row);
            }
        }
        assertThat(found.stream().map(row -> row.get("iscc_id").asString()).toList()).as(id).isEqualTo(untied);
        for (JsonNode row : expected) {
            int at = untied.indexOf(row.get("iscc_id").asString());
            if (at >= 0) {
                assertRow(id + ", chunk match " + at, row, found.get(at));
            }
        }
    }

    private static void assertRow(String at, JsonNode expected, JsonNode actual) {
        assertThat(actual.get("score").asDouble()).as(at).isEqualTo(expected.get("score").asDouble(), within(1e-9));
        for (String type : expected.get("types").propertyNames()) {
            assertType(at, expected.get("types").get(type), actual.get("types").get(type));
        }
    }

    private static void assertType(String at, JsonNode expected, JsonNode actual) {
        assertThat(actual.get("matches")).as(at).isEqualTo(expected.get("matches"));
        assertThat(actual.get("queried")).as(at).isEqualTo(expected.get("queried"));
        JsonNode chunks = expected.path("chunks");
        for (int i = 0; i < chunks.size(); i++) {
            for (String member : List.of("query", "match", "freq", "offset", "size")) {
                assertThat(actual.get("chunks").get(i).get(member)).as("%s, chunk %d, %s", at, i, member)
                        .isEqualTo(chunks.get(i).get(member));
            }
            assertThat(actual.get("chunks").get(i).get("score").asDouble()).as(at)
                    .isEqualTo(chunks.get(i).get("score").asDouble(), within(1e-9));
        }
    }

    private static List<String> ids(JsonNode matches, int most) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < Math.min(most, matches.size()); i++) {
            ids.add(matches.get(i).get("iscc_id").asString());
        }
        return ids;
    }

    /** All near-duplicates of some works, each of which is asked about once. */
    private static void assertPairs(ServiceProcess service, int every) throws IOException, InterruptedException {
        Map<String, List<JsonNode>> byWork = new TreeMap<>();
        for (String line : SharedData.lines("near-duplicates.jsonl.gz")) {
            JsonNode pair = JSON.readTree(line);
            byWork.computeIfAbsent(pair.get("a").asString(), work -> new ArrayList<>()).add(pair);
        }
        List<String> works = List.copyOf(byWork.keySet());
        for (int i = 0; i < works.size(); i += every) {
            String work = works.get(i);
            Map<String, JsonNode> found = found(service, work);
            byWork.getOrDefault(work, List.of()).forEach(pair -> assertPair(pair, found));
        }
    }

    /** What is found by a work, by its id. */
    private static Map<String, JsonNode> found(ServiceProcess service, String work)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = service.post("/indexes/t/search?limit=10000", "{\"iscc_id\":\"" + work + "\"}");
        assertThat(answer.statusCode()).as("%s: %s", work, answer.body()).isEqualTo(200);
        Map<String, JsonNode> found = new TreeMap<>();
        for (JsonNode match : JSON.readTree(answer.body()).get("global_matches")) {
            found.put(match.get("iscc_id").asString(), match.get("types"));
        }
        return found;
    }

    /** A near-duplicate is found exactly if one of its types, as measured elsewhere, reaches the threshold. */
    private static void assertPair(JsonNode pair, Map<String, JsonNode> found) {
        Map<String, Double> expected = scores(pair.get("types"));
        // INSTANCE codes are compared for identity alone: another one is no score at all.
        expected.entrySet().removeIf(type -> type.getKey().startsWith("INSTANCE") && type.getValue() < 1);
        JsonNode types = found.get(pair.get("b").asString());
        assertThat(types != null).as("%s", pair).isEqualTo(expected.values().stream().anyMatch(score -> score >= 0.75));
        if (types != null) {
            assertThat(scores(types)).as("%s", pair).isEqualTo(expected);
        }
    }

    private static Map<String, Double> scores(JsonNode types) {
        Map<String, Double> scores = new TreeMap<>();
        types.forEachEntry((type, score) -> scores.put(type, score.asDouble()));
        return scores;
    }
}
