package io.semblance.asset.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

import io.semblance.asset.Limits;
import io.semblance.code.IsccId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Moving assets in and out: import, export, listing, deletion. */
class TransferIT {

    private static final Map<String, TestServer> SERVERS = new LinkedHashMap<>();

    @BeforeAll
    static void start(@TempDir Path directory) {
        SERVERS.put("memory", TestServer.start("memory://"));
        SERVERS.put("lmdb", TestServer.start("lmdb://" + directory.resolve("lmdb")));
        SERVERS.put("usearch", TestServer.start("usearch://" + directory.resolve("usearch")));
    }

    @AfterAll
    static void stop() {
        SERVERS.values().forEach(TestServer::close);
    }

    static Stream<String> backends() {
        return SERVERS.keySet().stream();
    }

    private static TestServer on(String backend) {
        return Objects.requireNonNull(SERVERS.get(backend));
    }

    @BeforeEach
    void twoEmptyIndexes() {
        for (TestServer server : SERVERS.values()) {
            for (String name : List.of("one", "two")) {
                server.delete("/indexes/" + name);
                server.post("/indexes", "{\"name\":\"" + name + "\"}");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void importOfAnExportGivesTheSameExport(String backend) {
        TestServer server = on(backend);
        long seed = new Random().nextLong();
        String lines = RandomAssets.lines(new Random(seed), 1203);
        List<JsonNode> report = imported(server, "one", lines);
        assertThat(report.getLast()).describedAs("seed %d", seed)
                .isEqualTo(TestServer.JSON.readTree("{\"complete\":true,\"lines\":1203,\"created\":1203,\"updated\":0,"
                        + "\"faulty\":0,\"acknowledged_through\":1203}"));
        assertThat(report.stream().map(line -> line.path("acknowledged_through").asLong()).toList())
                .describedAs("seed %d", seed).containsExactly(500L, 1000L, 1203L, 1203L);
        String export = server.get("/indexes/one/export").body();
        assertThat(export.lines().count()).describedAs("seed %d", seed).isEqualTo(1203);
        imported(server, "two", export);
        assertThat(server.get("/indexes/two/export").body()).describedAs("seed %d", seed).isEqualTo(export);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void faultyLinesCostOnlyThemselves(String backend) {
        TestServer server = on(backend);
        String good = "{\"iscc_id\":\"%s\",\"units\":[\"ISCC:AAAQCI2FM6E2XTPP\",\"ISCC:EAA7BYOSYO2KLFUH\"]}\n";
        StringBuilder lines = new StringBuilder("\uFEFF");
        for (int i = 1; i <= 1100; i++) {
            lines.append(switch (i) {
                case 3 -> "{bad\n";
                case 5 -> "\r\n";
                case 7 -> good.formatted(new IsccId(1, 4096L * i).text());
                case 11 -> "{\"units\":[\"ISCC:AAAQCI2FM6E2XTPP\",\"ISCC:EAA7BYOSYO2KLFUH\"]}\n";
                case 13 -> "[]\n";
                case 17 -> "{\"iscc_id\":\"" + "A".repeat(Limits.IMPORT_LINE_BYTES) + "\"}\n";
                case 19 -> "{\"iscc_id\":\"\\ud800\"}\n";
                default -> good.formatted(new IsccId(0, 4096L * i).text());
            });
        }
        List<JsonNode> report = imported(server, "one", lines.toString());
        List<Long> faulty = report.stream().filter(line -> line.has("line")).map(line -> line.get("line").asLong())
                .toList();
        assertThat(faulty).containsExactlyInAnyOrder(3L, 7L, 11L, 13L, 17L, 19L);
        assertThat(report.stream().filter(line -> line.has("line")).map(line -> line.get("error").asString()))
                .allMatch(sentence -> sentence.endsWith(".") || sentence.endsWith(")"));
        assertThat(report.getLast().get("created").asLong()).isEqualTo(1100 - 7);
        assertThat(report.getLast().get("faulty").asLong()).isEqualTo(6);
        assertThat(ids(server, "one", 1000)).doesNotContain(new IsccId(1, 4096L * 7).text())
                .contains(new IsccId(0, 4096L * 8).text()).hasSize(1100 - 7);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void anUnfinishedLastLineIsALine(String backend) {
        TestServer server = on(backend);
        List<JsonNode> report = imported(server, "one", "{\"iscc_id\":\"ISCC:MAIAAAAAAD2CIAAA\"}");
        assertThat(report.getLast().get("created").asLong()).isEqualTo(1);
        assertThat(imported(server, "two", "").getLast().get("lines").asLong()).isZero();
    }

    @Test
    void importIsRefusedWhereThereIsNoIndexAndWhereTheContentTypeIsForeign() {
        TestServer server = on("usearch");
        byte[] line = "{\"iscc_id\":\"ISCC:MAIAAAAAAD2CIAAA\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(server.post("/indexes/nope/import", "application/x-ndjson", line).statusCode()).isEqualTo(404);
        assertThat(server.post("/indexes/one/import", "text/csv", line).statusCode()).isEqualTo(415);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void pagesListEveryAssetOnceInOrder(String backend) {
        TestServer server = on(backend);
        long seed = new Random().nextLong();
        imported(server, "one", RandomAssets.lines(new Random(seed), 57));
        List<String> all = ids(server, "one", 1000);
        List<String> sorted = all.stream().map(IsccId::parse).sorted(IsccId.ORDER).map(IsccId::text).toList();
        assertThat(all).describedAs("seed %d", seed).hasSize(57).isEqualTo(sorted);
        for (int limit : new int[]{1, 7, 19, 56, 57, 58}) {
            assertThat(ids(server, "one", limit)).describedAs("limit %d, seed %d", limit, seed).isEqualTo(all);
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void pagesOfLargeAssetsListEachOnceInOrderAndNoneIsMuchLargerThanAPageMayBe(String backend) {
        TestServer server = on(backend);
        List<String> expected = new ArrayList<>();
        StringBuilder lines = new StringBuilder();
        String text = "x".repeat(700_000);
        for (int number = 1; number <= 40; number++) {
            expected.add(new IsccId(0, 4096L * number).text());
            // Small ones between them, so that a page that ends early does not end where reading does.
            lines.append("{\"iscc_id\":\"%s\",\"metadata\":{\"a\":\"%s\"}}\n".formatted(expected.getLast(),
                    number % 3 == 0 ? "" : text));
        }
        imported(server, "one", lines.toString());
        List<String> listed = new ArrayList<>();
        int pages = 0;
        String cursor = "";
        while (true) {
            HttpResponse<String> answer = server.get("/indexes/one/assets?limit=1000" + cursor);
            assertThat(answer.body().length()).isLessThan(Limits.PAGE_BYTES + 701_000);
            JsonNode page = TestServer.json(answer);
            page.get("assets").forEach(asset -> listed.add(asset.get("iscc_id").asString()));
            pages++;
            if (page.get("next").isNull()) {
                break;
            }
            assertThat(answer.body().length()).isGreaterThanOrEqualTo(Limits.PAGE_BYTES);
            cursor = "&cursor=" + page.get("next").asString();
        }
        assertThat(listed).isEqualTo(expected);
        assertThat(pages).isEqualTo(3);
        assertThat(server.get("/indexes/one/export").body()).isEqualTo(lines.toString());
    }

    @ParameterizedTest
    @MethodSource("backends")
    void largestAssetThatUpdatesMayMakeGoesOutAndInAgain(String backend) {
        TestServer server = on(backend);
        String metadata = "{\"a\":\"" + "ü".repeat((Limits.METADATA_BYTES - 8) / 2) + "\"}";
        assertThat(server.post("/indexes/one/assets", "[" + asset(simprints(0, 8, 625), metadata) + "]").statusCode())
                .isEqualTo(201);
        assertThat(server.post("/indexes/one/assets", "[" + asset(simprints(8, 8, 625), metadata) + "]").statusCode())
                .isEqualTo(201);
        HttpResponse<String> more = server.post("/indexes/one/assets", "[" + asset(simprints(16, 1, 1), "{}") + "]");
        assertThat(more.statusCode()).isEqualTo(400);
        assertThat(TestServer.json(more).get("type").asString()).isEqualTo("/problems/simprint-type");
        assertThat(TestServer.json(more).get("detail").asString()).contains("would have 10001 simprints in 17 types")
                .endsWith(".");
        HttpResponse<String> export = server.get("/indexes/one/export");
        assertThat(export.body()).isEqualTo(asset(simprints(0, 16, 625), metadata) + "\n");
        assertThat(export.body().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(2_000_000, Limits.IMPORT_LINE_BYTES);
        List<JsonNode> report = imported(server, "two", export.body());
        assertThat(report.getLast().get("created").asLong()).describedAs("%s", report).isEqualTo(1);
        assertThat(server.get("/indexes/two/export").body()).isEqualTo(export.body());
        assertThat(server.get("/indexes/two/assets/ISCC:MAIAAAAAAD2CIAAA?simprints=true").body() + "\n")
                .isEqualTo(export.body());
    }

    private static String asset(String simprints, String metadata) {
        return "{\"iscc_id\":\"ISCC:MAIAAAAAAD2CIAAA\",\"simprints\":" + simprints + ",\"metadata\":" + metadata + "}";
    }

    /** Of the longest names and the longest simprints, at the farthest places. */
    private static String simprints(int from, int types, int each) {
        String one = "{\"simprint\":\"" + "A".repeat(43) + "\",\"offset\":4294967295,\"size\":4294967295}";
        String list = "[" + String.join(",", Collections.nCopies(each, one)) + "]";
        List<String> members = new ArrayList<>();
        for (int type = from; type < from + types; type++) {
            members.add("\"" + "T".repeat(Limits.SIMPRINT_TYPE_CHARACTERS - 2) + (10 + type) + "\":" + list);
        }
        return "{" + String.join(",", members) + "}";
    }

    @ParameterizedTest
    @MethodSource("backends")
    void sourceWithAPlaceholderForItsPortIsNoUrlAndNoFault(String backend) {
        TestServer server = on(backend);
        String lines = """
                {"iscc_id":"ISCC:MAIAAAAAAD2CIAAA"}
                {"iscc_id":"ISCC:MAIAAAAAAD2CIEAB","metadata":{"source":"http://localhost:{port}/x"}}
                {"iscc_id":"ISCC:MAIAAAAAAD2CIIAC"}
                """;
        assertThat(imported(server, "one", lines).getLast()).isEqualTo(TestServer.JSON.readTree("{\"complete\":true,"
                + "\"lines\":3,\"created\":3,\"updated\":0,\"faulty\":0,\"acknowledged_through\":3}"));
        assertThat(server.get("/indexes/one/export").body()).isEqualTo(lines);
        assertThat(server.post("/indexes/two/assets", "[" + lines.lines().toList().get(1) + "]").statusCode())
                .isEqualTo(201);
    }

    @Test
    void aCursorThatWasTamperedWithIsRefused() {
        TestServer server = on("usearch");
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        imported(server, "one", RandomAssets.lines(random, 10));
        String cursor = TestServer.json(server.get("/indexes/one/assets?limit=3")).get("next").asString();
        List<String> tampered = new ArrayList<>(List.of("", "x", cursor + "A", cursor.substring(1), "AA", cursor + "=",
                cursor.substring(0, cursor.length() - 1)));
        byte[] bytes = Base64.getUrlDecoder().decode(cursor);
        for (int i = 0; i < 200; i++) {
            byte[] changed = bytes.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 + random.nextInt(255));
            tampered.add(Base64.getUrlEncoder().withoutPadding().encodeToString(changed));
        }
        for (String text : tampered) {
            HttpResponse<String> response = server.get("/indexes/one/assets?cursor=" + text);
            assertThat(response.statusCode()).describedAs("%s, seed %d", text, seed).isEqualTo(422);
            assertThat(TestServer.json(response).get("errors").get(0).get("pointer").asString())
                    .isEqualTo("query/cursor");
        }
        assertThat(server.get("/indexes/two/assets?cursor=" + cursor).statusCode())
                .describedAs("a cursor of another index").isEqualTo(422);
        assertThat(server.get("/indexes/one/assets?cursor=" + cursor).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void deletedAssetsAreGone(String backend) {
        TestServer server = on(backend);
        imported(server, "one", """
                {"iscc_id":"ISCC:MAIAAAAAAD2CIAAA"}
                {"iscc_id":"ISCC:MAIAAAAAAD2CIEAB"}
                {"iscc_id":"ISCC:MAIAAAAAAD2CIIAC"}
                """);
        assertThat(server.delete("/indexes/one/assets/ISCC:MAIAAAAAAD2CIAAA").statusCode()).isEqualTo(204);
        assertThat(server.delete("/indexes/one/assets/ISCC:MAIAAAAAAD2CIAAA").statusCode()).isEqualTo(404);
        HttpResponse<String> bulk = server.post("/indexes/one/assets/delete",
                "{\"iscc_ids\":[\"ISCC:MAIAAAAAAD2CIEAB\",\"ISCC:MAIAAAAAAD2CIAAA\"]}");
        assertThat(bulk.statusCode()).isEqualTo(200);
        assertThat(bulk.body()).isEqualTo("[{\"iscc_id\":\"ISCC:MAIAAAAAAD2CIEAB\",\"status\":\"deleted\"},"
                + "{\"iscc_id\":\"ISCC:MAIAAAAAAD2CIAAA\",\"status\":\"absent\"}]");
        assertThat(ids(server, "one", 10)).containsExactly("ISCC:MAIAAAAAAD2CIIAC");
    }

    @ParameterizedTest
    @MethodSource("backends")
    void simprintsAreShownWhenAskedFor(String backend) {
        TestServer server = on(backend);
        String asset = "{\"iscc_id\":\"ISCC:MAIAAAAAAD2CIAAA\",\"simprints\":{\"CONTENT_TEXT_V0\":[{\"simprint\":"
                + "\"AQEBAQEBAQEBAQEBAQEBAQ\",\"offset\":7,\"size\":4294967295}]},\"metadata\":{}}";
        imported(server, "one", asset);
        String path = "/indexes/one/assets/ISCC:MAIAAAAAAD2CIAAA";
        assertThat(server.get(path + "?simprints=true").body()).isEqualTo(asset);
        assertThat(server.get(path).body()).isEqualTo("{\"iscc_id\":\"ISCC:MAIAAAAAAD2CIAAA\",\"metadata\":{}}");
        assertThat(TestServer.json(server.get("/indexes/one/assets?simprints=1")).get("assets").get(0).toString())
                .isEqualTo(asset);
        assertThat(server.get(path + "?simprints=perhaps").statusCode()).isEqualTo(422);
    }

    private static List<JsonNode> imported(TestServer server, String index, String lines) {
        HttpResponse<String> response = server.send(server.request("/indexes/" + index + "/import")
                .header("Content-Type", "application/x-ndjson").POST(HttpRequest.BodyPublishers.ofString(lines)));
        assertThat(response.statusCode()).describedAs(response.body()).isEqualTo(200);
        return response.body().lines().map(TestServer.JSON::readTree).toList();
    }

    private static List<String> ids(TestServer server, String index, int limit) {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        while (true) {
            JsonNode page = TestServer.json(server.get("/indexes/" + index + "/assets?limit=" + limit + cursor));
            page.get("assets").forEach(asset -> ids.add(asset.get("iscc_id").asString()));
            if (page.get("next").isNull()) {
                return ids;
            }
            cursor = "&cursor=" + page.get("next").asString();
        }
    }
}
