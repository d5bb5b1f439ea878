package io.semblance.compat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.Metadata;
import io.semblance.asset.PlacedSimprint;
import io.semblance.asset.Query;
import io.semblance.asset.SearchResult;
import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.jspecify.annotations.Nullable;

/** An index as lines of JSON that depend on no format of its files: its assets, and answers to searches that are given. */
final class WrittenDown {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LIMIT = 20;

    private WrittenDown() {
    }

    /** Sequence number, then each asset with all it holds. */
    static String assets(AssetIndex index) {
        StringBuilder lines = new StringBuilder();
        line(lines, Map.of("sequence", index.figures().sequence()));
        @Nullable
        IsccId last = null;
        List<Asset> page;
        do {
            page = index.page(last, 100, true);
            page.forEach(asset -> line(lines, asset(asset)));
            last = page.isEmpty() ? last : page.getLast().id();
        } while (page.size() == 100);
        return lines.toString();
    }

    private static Map<String, @Nullable Object> asset(Asset asset) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("id", asset.id().text());
        members.put("code", asset.isccCode());
        members.put("unit_texts", asset.unitTexts());
        members.put("units", asset.units().stream().map(IsccUnit::text).toList());
        Map<String, List<PlacedSimprint>> simprints = asset.simprints() == null ? Map.of() : asset.simprints();
        Map<String, Object> ofTypes = new LinkedHashMap<>();
        simprints.keySet().stream().sorted().forEach(type -> ofTypes.put(type,
                Objects.requireNonNull(simprints.get(type)).stream()
                        .map(placed -> List.of(placed.simprint().text(), placed.offset(), placed.size())).toList()));
        members.put("simprints", ofTypes);
        Metadata metadata = asset.metadata();
        if (metadata != null) {
            members.put("json", metadata.json());
            members.put("match_json", metadata.matchJson());
            members.put("source", metadata.source());
        }
        return members;
    }

    /** So many searches, for units and simprints that the index holds, and what is found. */
    static String answers(AssetIndex index, long seed, int searches) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Asset> assets = index.page(null, 1_000, true);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < searches; i++) {
            Asset asked = assets.get(random.nextInt(assets.size()));
            Map<String, List<String>> simprints = new LinkedHashMap<>();
            if (asked.simprints() != null) {
                asked.simprints().forEach((type, list) -> simprints.put(type,
                        list.stream().map(placed -> placed.simprint().text()).toList()));
            }
            line(lines, answer(index, asked.units().stream().map(IsccUnit::text).toList(), simprints));
        }
        return lines.toString();
    }

    /** The same searches again. */
    static String again(AssetIndex index, String answers) {
        StringBuilder lines = new StringBuilder();
        answers.lines().forEach(written -> {
            JsonNode query = JSON.readTree(written);
            List<String> units = new ArrayList<>();
            query.get("units").forEach(unit -> units.add(unit.asString()));
            Map<String, List<String>> simprints = new LinkedHashMap<>();
            query.get("simprints").forEachEntry((type, list) -> {
                List<String> texts = new ArrayList<>();
                list.forEach(text -> texts.add(text.asString()));
                simprints.put(type, texts);
            });
            line(lines, answer(index, units, simprints));
        });
        return lines.toString();
    }

    private static Map<String, Object> answer(AssetIndex index, List<String> units,
            Map<String, List<String>> simprints) {
        SearchResult found = index
                .search(new Query(units.stream().map(IsccUnit::parse).toList(), simprints, null), LIMIT);
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("units", units);
        members.put("simprints", simprints);
        members.put("global", found.globalMatches().stream()
                .map(match -> List.of(match.id().text(), match.score(), String.valueOf(new TreeMap<>(match.types()))))
                .toList());
        members.put("chunks",
                found.chunkMatches().stream().map(match -> List.of(match.id().text(), match.score())).toList());
        return members;
    }

    private static void line(StringBuilder lines, Map<String, ?> members) {
        lines.append(JSON.writeValueAsString(members)).append('\n');
    }
}
