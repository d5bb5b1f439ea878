package io.semblance.asset.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Evidence over HTTP, on the demo index. */
class EvidenceIT {

    private static final String CODE = "/indexes/demo/search?iscc_code="
            + "ISCC:KACQIW25VMZJE4JGKH5NPBYAUCFBEPGA4G3WEH7ZO5WYSZD3WDZCOCA";

    private static TestServer plain;
    private static TestServer weighing;
    private static TestServer prefixes;

    @BeforeAll
    static void start(@TempDir Path directory) {
        plain = TestServer.start("usearch://" + directory.resolve("plain"), "semblance.demo=true");
        weighing = TestServer.start("usearch://" + directory.resolve("weighing"), "semblance.demo=true",
                "semblance.search.match=evidence", "semblance.search.rank=evidence");
        prefixes = TestServer.start("lmdb://" + directory.resolve("prefixes"), "semblance.demo=true");
    }

    @AfterAll
    static void stop() {
        plain.close();
        weighing.close();
        prefixes.close();
    }

    private static List<JsonNode> matches(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        List<JsonNode> matches = new ArrayList<>();
        TestServer.json(response).get("global_matches").forEach(matches::add);
        return matches;
    }

    @Test
    void withoutEvidenceTheBodyIsWhatItWas() {
        String body = plain.get(CODE).body();
        assertThat(body).contains("\"score\"").doesNotContain("evidence", "verdict", "versions");
        assertThat(plain.get(CODE + "&match=threshold&rank=score&group=false&max_chance=0.5").body()).isEqualTo(body);
        assertThat(weighing.get(CODE + "&match=threshold&rank=score").body()).isEqualTo(body);
    }

    @Test
    void rankedByEvidenceIdentityComesFirstAndBitsFall() {
        List<JsonNode> matches = matches(plain.get(CODE + "&match=evidence&rank=evidence"));
        assertThat(matches.getFirst().get("verdict").asString()).isEqualTo("identical");
        assertThat(matches.stream().map(match -> match.at("/evidence/bits").asDouble()).toList())
                .isSortedAccordingTo((a, b) -> Double.compare(b, a)).hasSizeGreaterThan(4);
        assertThat(matches).allSatisfy(match -> assertThat(match.at("/evidence/chance").asDouble()).isLessThan(0.01));
    }

    @Test
    void aDeploymentCanWantItAlways() {
        assertThat(weighing.get(CODE).body()).isEqualTo(plain.get(CODE + "&match=evidence&rank=evidence").body());
    }

    @Test
    void foldedMatchesAreAllThoseThatAreNotFoldedElsewhere() {
        List<String> all = matches(plain.get(CODE + "&match=evidence&rank=evidence")).stream()
                .map(match -> match.get("iscc_id").asString()).toList();
        List<String> folded = new ArrayList<>();
        List<JsonNode> groups = matches(plain.get(CODE + "&match=evidence&rank=evidence&group=true"));
        groups.forEach(group -> {
            folded.add(group.get("iscc_id").asString());
            group.get("versions").forEach(version -> folded.add(version.asString()));
        });
        assertThat(folded).containsExactlyInAnyOrderElementsOf(all);
        assertThat(groups.size()).isLessThan(all.size());
    }

    @Test
    void passagesAreWeighedToo() {
        String body = "{\"simprints\":{\"CONTENT_TEXT_V0\":[\"xArSjFM6-S5207K8Ewc1EnkPtXC7D6J_7Y0E9aU8u64\"]}}";
        JsonNode answer = TestServer.json(plain.post("/indexes/demo/search?match=evidence&explain=true", body));
        assertThat(answer.get("chunk_matches")).isNotEmpty().allSatisfy(match -> {
            assertThat(match.at("/evidence/bits").asDouble()).isGreaterThan(12.6);
            assertThat(match.at("/evidence/types/CONTENT_TEXT_V0").asDouble())
                    .isEqualTo(match.at("/evidence/bits").asDouble());
        });
        assertThat(answer.at("/explain/evidence/limit_bits").toString()).as("no units are asked for").isEqualTo("0.0");
        assertThat(answer.at("/explain/evidence/models/0/type").asString()).isEqualTo("SIMPRINT_CONTENT_TEXT_V0");
    }

    @ParameterizedTest
    @CsvSource({"match=score, query/match", "rank=best, query/rank", "max_chance=0, query/max_chance",
            "max_chance=NaN, query/max_chance", "max_chance=1.5, query/max_chance", "group=perhaps, query/group"})
    void whatIsNoWayToJudgeIsNamed(String parameter, String pointer) {
        HttpResponse<String> response = plain.get(CODE + "&" + parameter);
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(TestServer.json(response).at("/errors/0/pointer").asString()).isEqualTo(pointer);
    }

    @Test
    void aBackendThatComparesPrefixesSaysSo() {
        HttpResponse<String> response = prefixes.get(CODE + "&rank=evidence");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(TestServer.json(response).get("type").asString()).isEqualTo("/problems/not-supported");
    }

    @Test
    void theHealthDetailsShowTheEstimates() {
        JsonNode shown = TestServer.json(plain.get("/actuator/health")).at("/components/indexes/details/evidence/demo");
        assertThat(shown.at("/META_NONE_V0/codes").asInt()).isEqualTo(61);
        assertThat(shown.at("/META_NONE_V0/64/effectiveBits").asDouble()).isBetween(50.0, 60.0);
    }
}
