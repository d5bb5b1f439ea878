package io.semblance.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import io.semblance.asset.Limits;
import io.semblance.deploy.TwoInstances.Instance;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code deploy/horizontal}: each index lives in one place, a request goes there, and the other place is not concerned. */
class HorizontalIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path GUIDE = Path.of("docs", "how-to", "deploy-horizontally.md");
    /** An index that the hash puts on a, and one that it puts on b; no other test touches them. */
    private static final String ON_A = "alpha";
    private static final String ON_B = "delta";

    @TempDir
    static Path directory;

    private static TwoInstances both;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        both = TwoInstances.start(directory);
        create(ON_A);
        create(ON_B);
    }

    @AfterAll
    static void stop() {
        if (both != null) {
            both.close();
        }
    }

    @Test
    void eachIndexLivesOnOneInstanceAndIsFoundThere() throws Exception {
        List<String> names = IntStream.range(0, 12).mapToObj(i -> "spread" + i).toList();
        for (String name : names) {
            create(name);
        }
        List<String> onA = names(both.a().caller());
        List<String> onB = names(both.b().caller());
        assertThat(onA).contains(ON_A).doesNotContainAnyElementsOf(onB);
        assertThat(onB).contains(ON_B);
        assertThat(names).as("spread over both").anyMatch(onA::contains).anyMatch(onB::contains);
        for (String name : names) {
            Caller holder = (onA.contains(name) ? both.a() : both.b()).caller();
            assertThat(both.front().get("/indexes/" + name).body()).isEqualTo(holder.get("/indexes/" + name).body());
            assertThat(both.front().delete("/indexes/" + name).statusCode()).isEqualTo(204);
        }
        assertThat(names(both.front())).doesNotContainAnyElementsOf(names);
    }

    @Test
    void listJoinsWhatBothHold() throws Exception {
        Map<String, JsonNode> expected = new LinkedHashMap<>();
        for (Instance instance : List.of(both.a(), both.b())) {
            for (JsonNode index : JSON.readTree(instance.caller().get("/indexes").body())) {
                expected.put(index.get("name").asString(), index);
            }
        }
        JsonNode listed = JSON.readTree(both.front().get("/indexes").body());
        assertThat(listed).containsExactlyElementsOf(expected.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue).toList());
    }

    /** Escaped, beside other members, named twice: what is created is found again, so the right instance has it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"n\\u0061me": "wr\\u0069tten"} | written
            {"size": 0, "name": "beside", "more": {"name": "no"}} | beside
            {"name": "first", "name": "twice"} | twice
            """)
    void nameIsReadAsTheServiceReadsIt(String body, String name) throws Exception {
        assertThat(both.front().post("/indexes", body).statusCode()).isEqualTo(201);
        assertThat(both.front().get("/indexes/" + name).statusCode()).isEqualTo(200);
        assertThat(both.front().delete("/indexes/" + name).statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name": "alpha"} | 409
            {"name": "Alpha"} | 422
            {"name": "../list/a"} | 422
            {"name": 7} | 422
            {"nam": "x"} | 422
            "" | 422
            [ | 422
            """)
    void refusalsAreThoseOfTheService(String body, int status) throws Exception {
        HttpResponse<String> refused = both.front().post("/indexes", body);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
        assertProblem(refused);
    }

    @Test
    void secretIsAskedForOnTheJoinedRoutesToo() throws Exception {
        Caller stranger = Caller.of(both.front().url(), "wrong");
        assertThat(stranger.get("/indexes").statusCode()).isEqualTo(401);
        assertThat(stranger.post("/indexes", "{\"name\":\"x\"}").statusCode()).isEqualTo(401);
        assertThat(stranger.get("/instances/a/indexes").statusCode()).isEqualTo(401);
    }

    @Test
    void figuresOfOneInstanceAreAskedOfThatInstance() throws Exception {
        HttpResponse<String> refused = both.front().get("/actuator/health");
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(assertProblem(refused).get("detail").asString()).contains("/instances/b/actuator/health");
        assertThat(both.front().get("/instances/b/actuator/health").body()).contains(ON_B).doesNotContain(ON_A);
        assertThat(both.front().get("/instances/a/actuator/prometheus").body()).contains(ON_A).doesNotContain(ON_B);
    }

    /** A backup that holds one instance's indexes would look like one of all. */
    @ParameterizedTest
    @CsvSource({"GET, /snapshots", "POST, /snapshots", "GET, /snapshots/20261126t012345678z/archive",
            "POST, /snapshots/drills"})
    void snapshotsAreAskedOfEachInstance(String method, String path) throws Exception {
        HttpResponse<String> refused = both.front().send(method, path, "application/json",
                BodyPublishers.ofString("{}"));
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(assertProblem(refused).get("detail").asString()).contains("/instances/a" + path + " ",
                "/instances/b" + path + ".");
    }

    @Test
    void backupAsTheGuideSaysHoldsTheIndexesOfBoth() throws Exception {
        asTheGuideSays("HorizontalIT has both make one", "backup", Map.of());
        assertThat(inTheSnapshot(both.a())).contains(ON_A).doesNotContain(ON_B);
        assertThat(inTheSnapshot(both.b())).contains(ON_B).doesNotContain(ON_A);
    }

    private static List<String> inTheSnapshot(Instance instance) throws IOException, InterruptedException {
        JsonNode snapshots = JSON.readTree(instance.caller().get("/snapshots").body());
        assertThat(snapshots).hasSize(1);
        assertThat(snapshots.at("/0/sound").asBoolean()).as(snapshots.toString()).isTrue();
        return snapshots.at("/0/indexes").valueStream().map(index -> index.get("name").asString()).toList();
    }

    @Test
    void renamingIsAskedOfTheInstanceThatHoldsTheIndex() throws Exception {
        String path = "/api/v1/indexes/" + ON_A + "/rename";
        HttpResponse<String> refused = both.front().post(path, "{\"name\":\"other\"}");
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(assertProblem(refused).get("detail").asString()).contains("/instances/a" + path + " ",
                "/instances/b" + path + ",", "placement.conf");
        assertThat(names(both.front())).contains(ON_A).doesNotContain("other");
    }

    /** The hash puts the old name on b, the new one on a. */
    @Test
    void indexIsFoundUnderANewNameGivenAsTheGuideSays() throws Exception {
        create("notes");
        assertThat(names(both.b().caller())).as("the guide renames it on b").contains("notes");
        asTheGuideSays("HorizontalIT renames an index", "archivist", placement());
        awaitFound("letters");
        assertThat(both.front().get("/indexes/notes").statusCode()).isEqualTo(404);
        assertThat(names(both.b().caller())).contains("letters").doesNotContain("notes");
        assertThat(names(both.a().caller())).doesNotContain("letters");
    }

    @Test
    void documentationAndProbesAnswer() throws Exception {
        assertThat(both.front().get("/readyz").body()).isEqualTo("{\"status\":\"ready\"}");
        assertThat(both.front().get("/openapi.json").body()).isEqualTo(both.a().caller().get("/openapi.json").body());
        HttpResponse<String> moved = both.front().get("/docs");
        assertThat(moved.headers().firstValue("Location")).as("a redirect names no instance")
                .hasValue("/swagger-ui/index.html");
    }

    @Test
    void importAndExportStreamThrough() throws Exception {
        create("streamed");
        StreamedImport.assertStreams(both.front(), "streamed");
        assertThat(both.front().delete("/indexes/streamed").statusCode()).isEqualTo(204);
    }

    @Test
    void bodyLimitIsThatOfTheService() throws Exception {
        byte[] tooMuch = new byte[Limits.BODY_BYTES + 1];
        HttpResponse<String> refused = both.front().send("POST", "/indexes/" + ON_A + "/assets", "application/json",
                BodyPublishers.ofByteArray(tooMuch));
        assertThat(refused.statusCode()).isEqualTo(413);
        assertProblem(refused);
        HttpResponse<String> read = both.front().send("POST", "/indexes/" + ON_A + "/assets", "application/json",
                BodyPublishers.ofByteArray(new byte[Limits.BODY_BYTES]));
        assertThat(read.statusCode()).as("the largest body reaches the service, which cannot read this one")
                .isEqualTo(422);
        assertThat(both.nginx().log()).as("no body is kept in a file").doesNotContain("buffered to a temporary file");
    }

    @Test
    void whoHasNoSecretIsRefusedBeforeTheBodyHasCome() throws Exception {
        URI front = URI.create(both.front().url());
        try (Socket socket = new Socket(front.getHost(), front.getPort())) {
            assertThat(UnsentBody.answerTo(socket, "/indexes/" + ON_A + "/assets")).startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void oneIdFollowsARequestThroughBothLogs() throws Exception {
        String id = both.front().get("/indexes/" + ON_B).headers().firstValue("X-Request-Id").orElseThrow();
        both.nginx().awaitLogged(id);
        both.b().awaitLogged(id);
    }

    @Test
    void killedInstanceTakesOnlyItsOwnIndexesAwayAndComesBackByItself() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<List<Integer>> others = CompletableFuture.supplyAsync(() -> statuses(ON_A, stop));
        CompletableFuture<List<Integer>> own = CompletableFuture.supplyAsync(() -> statuses(ON_B, stop));
        both.b().kill();
        for (String path : List.of("/indexes/" + ON_B, "/indexes")) {
            HttpResponse<String> away = both.front().get(path);
            assertThat(away.statusCode()).as(path).isEqualTo(503);
            assertThat(away.headers().firstValue("Retry-After")).as(path).hasValue("5");
            assertProblem(away);
        }
        assertThat(both.front().get("/readyz").statusCode()).as("the other one serves").isEqualTo(200);
        both.b().startAgain();
        assertThat(both.front().get("/indexes/" + ON_B).body())
                .isEqualTo(both.b().caller().get("/indexes/" + ON_B).body());
        assertThat(names(both.front())).contains(ON_A, ON_B);
        stop.set(true);
        assertThat(others.join()).as("answers of the index on the instance that lives").containsOnly(200);
        assertThat(own.join()).as("answers of the index on the instance that was killed").containsOnly(200, 503);
    }

    /** The steps of the guide: as it says, word for word, on an index of its own. */
    @Test
    void indexMovesAsTheGuideSays() throws Exception {
        create("archive");
        StreamedImport.assertStreams(both.front(), "archive");
        String before = both.front().get("/indexes/archive/export").body();
        assertThat(names(both.b().caller())).as("the guide moves it from b to a").contains("archive");
        asTheGuideSays("HorizontalIT moves an index", "reader", placement());
        awaitFound("archive");
        assertThat(names(both.b().caller())).doesNotContain("archive");
        assertThat(both.a().caller().get("/indexes/archive/export").body()).isEqualTo(before);
        assertThat(both.front().get("/indexes/archive/export").body()).isEqualTo(before);
    }

    private static void asTheGuideSays(String mark, String reader, Map<String, String> more) throws Exception {
        Path folder = Files.createDirectories(directory.resolve(reader));
        Files.writeString(folder.resolve("api-secret.txt"), Caller.SECRET);
        GuideBlock.of(GUIDE, mark).with(Map.of("http://localhost:8000", both.front().url())).with(more)
                .run(folder, "docker() { " + both.nginx().reloadCommand() + "; }");
    }

    private static Map<String, String> placement() {
        return Map.of("nginx/placement.conf", both.nginx().file("placement.conf").toString());
    }

    /** nginx goes over to its new configuration after the command to do so has ended. */
    private static void awaitFound(String index) throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (both.front().get("/indexes/" + index).statusCode() != 200) {
            assertThat(System.nanoTime()).as("%s is found where it was moved to:%n%s", index, both.nginx().log())
                    .isLessThan(end);
        }
    }

    private static List<Integer> statuses(String index, AtomicBoolean stop) {
        List<Integer> statuses = new ArrayList<>();
        try {
            while (!stop.get()) {
                statuses.add(both.front().get("/indexes/" + index).statusCode());
            }
        } catch (IOException | InterruptedException cut) {
            throw new AssertionError("a request was not answered", cut);
        }
        return statuses;
    }

    private static void create(String name) throws IOException, InterruptedException {
        HttpResponse<String> created = both.front().post("/indexes", "{\"name\":\"" + name + "\"}");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    }

    private static List<String> names(Caller caller) throws IOException, InterruptedException {
        return JSON.readTree(caller.get("/indexes").body()).valueStream().map(index -> index.get("name").asString())
                .toList();
    }

    private static JsonNode assertProblem(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.propertyNames()).contains("type", "title", "status", "detail", "instance");
        assertThat(problem.get("status").asInt()).isEqualTo(answer.statusCode());
        assertThat(answer.headers().allValues("X-Request-Id")).containsExactly(problem.get("instance").asString());
        return problem;
    }
}
