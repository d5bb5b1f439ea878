package io.semblance.asset.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.ForwardingIndex;
import io.semblance.asset.GlobalMatch;
import io.semblance.asset.Query;
import io.semblance.asset.RandomAssets;
import io.semblance.asset.SearchResult;
import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;
import io.semblance.proof.Rounds;
import io.semblance.proof.Seeds;
import io.semblance.proof.Tally;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * C3: the same data gives the same bytes over HTTP on {@code memory://}, on {@code usearch://} and, asked for exactly, on
 * {@code usearch://} with graphs. ({@code lmdb://} matches by prefix; its oracles are in BackendsAgreeTest and ModelTest.)
 * In {@code verify} 2,000 requests, at night 10,000.
 */
class SameBytesIT {

    private static final int REQUESTS = 2_000;
    private static final int REQUESTS_AT_NIGHT = 10_000;
    private static final int ASSETS = 400;

    @TempDir
    Path directory;

    private final long seed = Seeds.next();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final RandomAssets assets = new RandomAssets(random, ASSETS);

    @Test
    void sameDataGivesTheSameBytes() {
        compare(Rounds.of(REQUESTS));
    }

    @Tag("night")
    @Test
    void sameDataGivesTheSameBytesAllNight() {
        compare(Rounds.atNight("answers-equal-on-every-backend", REQUESTS_AT_NIGHT));
    }

    private void compare(Rounds requests) {
        try (TestServer memory = TestServer.start("memory://");
                TestServer usearch = TestServer.start("usearch://" + directory.resolve("scanned"));
                TestServer graphs = TestServer.start("usearch://" + directory.resolve("graphs"),
                        "semblance.graph.from=50")) {
            int matches = ask(List.of(memory, usearch, graphs), requests);
            assertThat(matches).as("searches that found something, seed %d", seed).isGreaterThan(requests.number() / 3);
            Tally.add("answers-equal-on-every-backend", requests.number());
            LoggerFactory.getLogger(SameBytesIT.class).warn("{} requests, {} with matches, seed {}",
                    requests.number(), matches, seed);
        }
    }

    /** Fills and asks all of them alike; how many answers had matches. */
    private int ask(List<TestServer> servers, Rounds requests) {
        byte[] lines = lines();
        for (TestServer server : servers) {
            server.post("/indexes", "{\"name\":\"t\"}");
            assertThat(server.post("/indexes/t/import", "application/x-ndjson", lines).body())
                    .contains("\"complete\":true");
        }
        int matches = 0;
        while (requests.next()) {
            Request request = request();
            List<String> answers = servers.stream().map(server -> request.to(server)).toList();
            assertThat(answers).as("seed %d, request %d, %s", seed, requests.number(), request)
                    .containsOnly(answers.getFirst());
            matches += answers.getFirst().contains("\"score\":") ? 1 : 0;
        }
        return matches;
    }

    private byte[] lines() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < ASSETS; i++) {
            Asset asset = assets.asset();
            // Over HTTP an asset has no units, or at least two.
            boolean fits = asset.unitTexts() == null || asset.unitTexts().size() >= 2;
            lines.append(new String(JsonOutput.bytes(EntryWriter.one(fits
                    ? asset
                    : new Asset(asset.id(), null, null, List.of(), asset.simprints(), asset.metadata()))),
                    StandardCharsets.UTF_8)).append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A request; without a body it is a GET. */
    private record Request(String path, String body) {

        /** Status and body. */
        String to(TestServer server) {
            HttpResponse<String> answer = body.isEmpty() ? server.get(path) : server.post(path, body);
            // The id of a request is its own.
            return answer.statusCode() + " " + answer.body().replaceAll("\"instance\":\"[^\"]*\"", "");
        }
    }

    private Request request() {
        String exact = "&exact=true";
        int limit = 1 + random.nextInt(50);
        return switch (random.nextInt(10)) {
            case 0 -> new Request("/indexes/t/assets/" + assets.id().text() + "?simprints=true", "");
            case 1 -> new Request("/indexes/t/assets?simprints=true&limit=" + limit + cursor(), "");
            case 2, 3 -> new Request("/indexes/t/search?limit=" + limit + exact,
                    TestServer.JSON.writeValueAsString(Map.of("iscc_id", assets.id().text())));
            default -> new Request("/indexes/t/search?limit=" + limit + exact,
                    TestServer.JSON.writeValueAsString(query()));
        };
    }

    private String cursor() {
        IsccId last = assets.id();
        return random.nextBoolean() ? "" : "&cursor=" + PageCursor.text("t", last);
    }

    private Map<String, Object> query() {
        Map<String, Object> query = new LinkedHashMap<>();
        query.put("units", new ArrayList<>(assets.query().stream().map(IsccUnit::text).toList()));
        if (random.nextBoolean()) {
            Map<String, List<String>> simprints = assets.simprintQuery();
            simprints.remove("UNKNOWN");
            query.put("simprints", simprints);
        }
        return query;
    }

    /** The control: a backend that is as the others, but for one fault of one asset in fifty. */
    @ParameterizedTest
    @EnumSource(Broken.class)
    void aBackendWithAFaultDoesNotGiveTheSame(Broken fault) {
        try (TestServer memory = TestServer.start("memory://");
                TestServer broken = TestServer.startOver("memory://", index -> new BrokenIndex(index, fault))) {
            List<TestServer> servers = List.of(memory, broken);
            assertThatThrownBy(() -> ask(servers, Rounds.of(REQUESTS))).as("seed %d", seed)
                    .isInstanceOf(AssertionError.class).hasMessageContaining("request ")
                    .hasMessageContaining("global_matches");
        }
    }

    /** What is wrong with a match. */
    enum Broken {
        /** It is not there, as if its posting had been dropped. */
        DROPPED,
        /** Its score differs in the last digit. */
        OTHER_SCORE
    }

    private static final class BrokenIndex extends ForwardingIndex {

        private static final int RARELY = 50;

        private final Broken fault;

        BrokenIndex(AssetIndex index, Broken fault) {
            super(index);
            this.fault = fault;
        }

        @Override
        public SearchResult search(Query query, int limit) {
            SearchResult all = super.search(query, limit);
            List<GlobalMatch> matches = new ArrayList<>();
            for (GlobalMatch match : all.globalMatches()) {
                if (Math.floorMod(match.id().text().hashCode(), RARELY) > 0) {
                    matches.add(match);
                } else if (fault == Broken.OTHER_SCORE) {
                    matches.add(new GlobalMatch(match.id(), Math.nextDown(match.score()), match.types(),
                            match.metadata(), match.evidence(), match.versions()));
                }
            }
            return new SearchResult(matches, all.chunkMatches(), all.self(), all.report());
        }
    }
}
