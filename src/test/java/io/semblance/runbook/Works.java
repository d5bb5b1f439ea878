package io.semblance.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;
import io.semblance.code.MainType;
import io.semblance.code.Simprint;
import io.semblance.code.UnitType;

import tools.jackson.databind.json.JsonMapper;

/** Assets of the index {@code works}, on which the drills are held, and requests about them; alike in every run. */
final class Works {

    private static final String ASSETS = "/indexes/works/assets";

    private final SplittableRandom random = new SplittableRandom(44);
    private int written;

    /** Creates the index with some assets in it. */
    static Works in(Host host) throws IOException, InterruptedException {
        assertThat(host.call("POST", "/indexes", "{\"name\":\"works\"}").statusCode()).isEqualTo(201);
        Works works = new Works();
        HttpResponse<String> written = works.write(host, 100, 1, 0);
        assertThat(written.statusCode()).as(written.body()).isEqualTo(201);
        return works;
    }

    /** Writes new assets with so many simprints, and so many characters of metadata, each. */
    HttpResponse<String> write(Host host, int assets, int simprints, int metadata)
            throws IOException, InterruptedException {
        List<Map<String, Object>> batch = new ArrayList<>();
        for (int i = 0; i < assets; i++) {
            batch.add(asset(++written, simprints, metadata));
        }
        return host.call("POST", ASSETS, JsonMapper.shared().writeValueAsString(batch));
    }

    private Map<String, Object> asset(int number, int simprints, int metadata) {
        Map<String, Object> asset = new LinkedHashMap<>();
        asset.put("iscc_id", new IsccId(0, (long) number << 12).text());
        asset.put("units", List.of(unit(MainType.DATA), unit(MainType.INSTANCE)));
        asset.put("simprints", Map.of("CONTENT_TEXT_V0", simprints(simprints)));
        asset.put("metadata", Map.of("text", "x".repeat(metadata)));
        return asset;
    }

    private String unit(MainType type) {
        return new IsccUnit(new UnitType(type, 0, 0), 256, random.nextLong(), random.nextLong(), random.nextLong(),
                random.nextLong()).text();
    }

    private List<Map<String, Object>> simprints(int number) {
        return IntStream.range(0, number).<Map<String, Object>>mapToObj(
                i -> Map.of("simprint", simprint(), "offset", i * 100, "size", 100)).toList();
    }

    private String simprint() {
        return new Simprint(128, random.nextLong(), random.nextLong(), 0, 0).text();
    }

    /** A search for so many simprints, which nothing resembles. */
    String query(int simprints) {
        return JsonMapper.shared().writeValueAsString(Map.of("simprints",
                Map.of("CONTENT_TEXT_V0", IntStream.range(0, simprints).mapToObj(i -> simprint()).toList())));
    }

    /** What a search for the unit of each of the first assets finds. */
    static List<String> answers(Host host) throws IOException, InterruptedException {
        Works again = new Works();
        List<String> answers = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            String query = JsonMapper.shared().writeValueAsString(Map.of("units", again.asset(i, 1, 0).get("units")));
            HttpResponse<String> answer = host.call("POST", "/indexes/works/search", query);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains(new IsccId(0, (long) i << 12).text());
            answers.add(answer.body());
        }
        return answers;
    }
}
