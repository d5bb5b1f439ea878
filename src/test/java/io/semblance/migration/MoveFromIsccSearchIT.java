package io.semblance.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.semblance.SharedData;
import io.semblance.external.ExternalProcess;
import io.semblance.external.ExternalTool;
import io.semblance.process.ServiceProcess;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A whole move: the real iscc-search is filled over HTTP and stopped, its data comes over, both are asked the same. */
class MoveFromIsccSearchIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int DOCUMENTS = 400;
    private static final int BATCH = 100;
    private static final int QUERIES_EVERY = 7;
    /** More than there are assets: iscc-search cuts its candidates at the limit before it scores them. */
    private static final String SEARCH = "/search?limit=1000";

    private static final String ODD = """
            [{"iscc_id":"ISCC:MAIAAAAAAD2CIAAA","iscc_code":"ISCC:KACQCI2FM6E2XTPP6DQ5FQ5UUWLIOAAREIZUIVLGO6Q2FI5EUWTKPKA"},
             {"iscc_id":"ISCC:MAIAAAAAAD2CIEAB","units":["ISCC:AAAQCI2FM6E2XTIQ","ISCC:EAA7BYOSYO2KLFUI","ISCC:GAAQAEJCGNCFVGMI","ISCC:IAAQAAICAMCAKBQH"]},
             {"iscc_id":"ISCC:MAIAAAAAAD2CIIAC","iscc_code":"ISCC:K4AAAEJCGNCFKZTXRCM2VO6M3XXP7INCUOSKLJVHVCY3FM5UWW3LPOA","units":["ISCC:GABQAEJCGNCFKZTXRCM2VO6M3XXP6","ISCC:IAD2DIVDUSS2NJ5IWGZLHNFVW233RQOCYPCMLRWHZDI5FU6U2XLNPWA"],"metadata":{}},
             {"iscc_id":"ISCC:MAIAAAAAAD2CIMAD","units":["ISCC:AAAQCI2FTB3FIMQQ","ISCC:EAA7BYOSYO2KLFUH"],"metadata":{"source":"https://Example.COM:443/a b","n":[1,2.50,null,1e400]}},
             {"iscc_id":"ISCC:MAIAAAAAAD2CIQAE","simprints":{"CONTENT_TEXT_V0":[{"simprint":"AQEBAQEBAQEBAQEBAQEBAQ","offset":0,"size":100},{"simprint":"AgICAgICAgICAgICAgICAg","offset":4294967295,"size":4294967295}]}}]
            """;
    private static final String UPDATE = """
            [{"iscc_id":"ISCC:MAIAAAAAAD2CIEAB","units":["ISCC:AAAQCI2FM6E2XTIQ","ISCC:EAA7BYOSYO2KLFUI","ISCC:GAAQAEJCGNCFVGMI","ISCC:IAAQAAICAMCAKBQH"],"metadata":{"state":"updated"}},
             {"iscc_id":"ISCC:MAIAAAAAAD2CIQAE","simprints":{"CONTENT_TEXT_V0":[{"simprint":"AwMDAwMDAwMDAwMDAwMDAw","offset":5,"size":6}]}}]
            """;
    private static final String REALM_ONE = """
            [{"iscc_id":"ISCC:MEIAAAAAAD2CIAAA","units":["ISCC:EAA777YAAAAAAAAA","ISCC:GAAQAAAAAAAAAAAA"]}]
            """;

    @TempDir
    Path directory;

    /** What was sent: the asset by index and id, as it stands after the updates. */
    private final Map<String, Map<String, JsonNode>> sent = new LinkedHashMap<>();

    @ParameterizedTest
    @ValueSource(strings = {"usearch", "lmdb"})
    void everyAssetAndEveryAnswerComesOver(String scheme) throws IOException, InterruptedException {
        IsccSearchProcess.installed();
        Path old = Files.createDirectory(directory.resolve("old"));
        try (IsccSearchProcess service = IsccSearchProcess.start(scheme, old, directory.resolve("old.log"))) {
            fill(service);
            ExternalProcess early = importInto(scheme, List.of());
            assertThat(early.exitCode()).as(early.output()).isEqualTo(1);
            assertThat(early.output()).contains("still running").doesNotContain("\tat ");
            service.stop();
        }
        Map<String, String> before = Fixture.state(old);
        String report = importInto(scheme, readOnly(old)).succeeded();
        sent.forEach((name, assets) -> assertThat(report)
                .contains("index " + name + ": " + assets.size() + " assets read, " + assets.size() + " created"));
        assertThat(report).doesNotContain("index gone");
        assertThat(importInto(scheme, List.of()).succeeded()).contains(" 0 created, 0 updated, ")
                .doesNotContainPattern("[1-9][0-9]* (created|updated)");
        assertThat(Fixture.state(old)).isEqualTo(before);

        try (IsccSearchProcess service = IsccSearchProcess.start(scheme, old, directory.resolve("old.log"));
                ServiceProcess moved = ServiceProcess.start(scheme + "://" + directory.resolve("data"),
                        directory.resolve("new.log"), ServiceProcess.QUICK).awaitReady()) {
            assertSameAssets(service, moved, scheme.equals("usearch"));
            assertAnswersAreKept(service, moved, scheme.equals("usearch"));
        }
    }

    private ExternalProcess importInto(String scheme, List<String> within) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(within);
        command.addAll(List.of(Path.of("bin", "semblance").toAbsolutePath().toString(), "import", "--from-iscc-search",
                directory.resolve("old").toString(), "--to", scheme + "://" + directory.resolve("data")));
        return ExternalProcess.run(directory, Map.of("JAVA_HOME", System.getProperty("java.home"),
                "SEMBLANCE_JAVA_OPTS", ServiceProcess.QUICK), command);
    }

    /** Words before a command that mount the directory read-only for it alone; none where that is not allowed. */
    private static List<String> readOnly(Path path) throws IOException, InterruptedException {
        String mount = "mount --bind " + path + " " + path + " && mount -o remount,bind,ro " + path + " && ";
        if (ExternalTool.debian("unshare", "util-linux").find().isEmpty() || ExternalProcess
                .run("unshare", "-m", "sh", "-c", mount + "! touch " + path + "/probe").exitCode() != 0) {
            return List.of();
        }
        return List.of("unshare", "-m", "sh", "-c", mount + "exec \"$@\"", "sh");
    }

    private void fill(IsccSearchProcess service) throws IOException, InterruptedException {
        List<String> documents = SharedData.lines("documents.jsonl.gz").subList(0, DOCUMENTS);
        create(service, "documents");
        for (int from = 0; from < DOCUMENTS; from += BATCH) {
            add(service, "documents", "[" + String.join(",", documents.subList(from, from + BATCH)) + "]");
        }
        create(service, "odd");
        add(service, "odd", ODD);
        add(service, "odd", UPDATE);
        create(service, "realmone");
        add(service, "realmone", REALM_ONE);
        create(service, "gone");
        add(service, "gone", REALM_ONE);
        assertThat(service.request("DELETE", "/indexes/gone", "").statusCode()).isEqualTo(204);
        sent.remove("gone");
    }

    private void create(IsccSearchProcess service, String name) throws IOException, InterruptedException {
        assertThat(service.request("POST", "/indexes", "{\"name\":\"" + name + "\"}").statusCode()).isEqualTo(201);
        sent.put(name, new TreeMap<>());
    }

    private void add(IsccSearchProcess service, String name, String batch) throws IOException, InterruptedException {
        HttpResponse<String> answer = service.request("POST", "/indexes/" + name + "/assets", batch);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        Map<String, JsonNode> assets = Objects.requireNonNull(sent.get(name));
        JSON.readTree(batch).forEach(asset -> assets.put(asset.get("iscc_id").asString(), asset));
    }

    private void assertSameAssets(IsccSearchProcess old, ServiceProcess moved, boolean keepsSimprints)
            throws IOException, InterruptedException {
        for (Map.Entry<String, Map<String, JsonNode>> index : sent.entrySet()) {
            for (JsonNode asset : index.getValue().values()) {
                String path = "/indexes/" + index.getKey() + "/assets/" + asset.get("iscc_id").asString();
                assertThat(JSON.readTree(moved.get(path).body())).as(path)
                        .isEqualTo(JSON.readTree(old.request("GET", path, "").body()));
                JsonNode simprints = JSON.readTree(moved.get(path + "?simprints=true").body()).get("simprints");
                assertThat(simprints).as(path)
                        .isEqualTo(keepsSimprints && asset.has("simprints") ? asset.get("simprints") : null);
            }
        }
    }

    /** What the old service finds the new one finds, scored alike; it may find more, since it searches exactly. */
    private void assertAnswersAreKept(IsccSearchProcess old, ServiceProcess moved, boolean similarity)
            throws IOException, InterruptedException {
        int matches = 0;
        int chunks = 0;
        int asked = 0;
        for (Map.Entry<String, Map<String, JsonNode>> index : sent.entrySet()) {
            String path = "/indexes/" + index.getKey() + SEARCH;
            for (JsonNode asset : index.getValue().values()) {
                if (asked++ % QUERIES_EVERY != 0 || !asset.has("units")) {
                    continue;
                }
                String query = query(asset, similarity);
                JsonNode theirs = JSON.readTree(answer(old, path, query));
                HttpResponse<String> ours = moved.post(path, query);
                assertThat(ours.statusCode()).as(ours.body()).isEqualTo(200);
                matches += assertKept(query, theirs.get("global_matches"),
                        JSON.readTree(ours.body()).get("global_matches"), false);
                chunks += assertKept(query, theirs.get("chunk_matches"),
                        JSON.readTree(ours.body()).get("chunk_matches"), true);
            }
        }
        assertThat(matches).isGreaterThan(DOCUMENTS / QUERIES_EVERY / 2);
        assertThat(chunks > 0).isEqualTo(similarity);
    }

    private static String query(JsonNode asset, boolean similarity) {
        ObjectNode query = JSON.createObjectNode();
        query.set("units", asset.get("units"));
        if (similarity && asset.has("simprints")) {
            ObjectNode simprints = query.putObject("simprints");
            asset.get("simprints").forEachEntry((type, list) -> list
                    .forEach(one -> simprints.withArray(type).add(one.get("simprint").asString())));
        }
        return query.toString();
    }

    /** The backend lmdb:// of iscc-search fails once for each type after a start, and finds it the next time. */
    private static String answer(IsccSearchProcess old, String path, String query)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = old.request("POST", path, query);
        for (int i = 0; i < 8 && answer.statusCode() == 500; i++) {
            answer = old.request("POST", path, query);
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static int assertKept(String query, JsonNode theirs, JsonNode ours, boolean chunks) {
        Map<String, JsonNode> byId = new TreeMap<>();
        ours.forEach(match -> byId.put(match.get("iscc_id").asString(), match));
        for (JsonNode match : theirs) {
            String id = match.get("iscc_id").asString();
            assertThat(byId).as(query).containsKey(id);
            JsonNode same = Objects.requireNonNull(byId.get(id));
            double score = match.get("score").asDouble();
            if (!chunks && same.get("types").size() == match.get("types").size()) {
                assertThat(same.get("score").asDouble()).as(query).isEqualTo(score, within(1e-9));
                assertThat(same.get("types")).as(query).isEqualTo(match.get("types"));
            } else if (!chunks) {
                // Its graph missed the asset in a type, which may change the score; in the others it is as alike.
                match.get("types").forEachEntry(
                        (type, alike) -> assertThat(same.get("types").get(type)).as(query).isEqualTo(alike));
                assertThat(same.get("types").size()).as(query).isGreaterThan(match.get("types").size());
            } else if (same.findValues("offset").size() == match.findValues("offset").size()) {
                assertThat(same.get("score").asDouble()).as(query).isEqualTo(score, within(1e-9));
            } else {
                // Its graph missed chunks, which lowers the score.
                assertThat(same.get("score").asDouble()).as(query).isGreaterThan(score);
            }
            assertThat(same.get("metadata")).as(query).isEqualTo(match.get("metadata"));
        }
        return theirs.size();
    }
}
