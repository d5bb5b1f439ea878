package io.semblance.bench.evidence;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetService;
import io.semblance.asset.QueryDraft;
import io.semblance.asset.json.EntryReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A folder with documents.jsonl.gz, near-duplicates.jsonl.gz and queries.jsonl.gz, as its README describes them. */
final class Works {

    /** Jaccard index from which two versions are of one group. */
    private static final double GROUP = 0.8;

    final List<Asset> assets = new ArrayList<>();
    final List<Pair> pairs = new ArrayList<>();
    final List<Asked> queries = new ArrayList<>();
    final List<String> kinds = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Integer> byName = new HashMap<>();
    private final Map<String, Set<String>> near = new HashMap<>();
    private int[] parents = {};

    /** Two assets and how they are related. */
    record Pair(Asset a, Asset b, String relation) {
    }

    /** A query by an edited document, and the asset that it was made from. */
    record Asked(String kind, QueryDraft draft, String original) {
    }

    static Works read(Path folder) throws IOException {
        Works works = new Works();
        works.each(folder.resolve("documents.jsonl.gz"), works::document);
        works.parents = new int[works.assets.size()];
        for (int i = 0; i < works.parents.length; i++) {
            works.parents[i] = i;
        }
        works.each(folder.resolve("documents.jsonl.gz"), works::origin);
        works.each(folder.resolve("near-duplicates.jsonl.gz"), works::pair);
        works.each(folder.resolve("queries.jsonl.gz"), works::query);
        return works;
    }

    /** Takes one line. */
    private interface Line {
        void read(String line);
    }

    private void each(Path file, Line line) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            lines.lines().filter(text -> !text.isBlank()).forEach(line::read);
        }
    }

    private void document(String line) {
        Asset asset = AssetService.read(EntryReader.readAlone(line.getBytes(StandardCharsets.UTF_8)));
        numbers.put(asset.id().text(), assets.size());
        assets.add(asset);
        kinds.add(member(line, "kind"));
    }

    private static JsonNode metadata(String line) {
        return JsonMapper.shared().readTree(line).path("metadata");
    }

    private static String member(String line, String name) {
        return metadata(line).path(name).asString("");
    }

    /** Works of one name, and an edited copy and its original, are related. */
    private void origin(String line) {
        JsonNode metadata = metadata(line);
        int number = number(JsonMapper.shared().readTree(line).path("iscc_id").asString());
        String name = metadata.path("name").asString("");
        if (!name.isEmpty()) {
            join(byName.computeIfAbsent(name, first -> number), number);
        }
        String from = metadata.path("derived_from").asString("");
        if (!from.isEmpty()) {
            join(number(from), number);
        }
    }

    private void pair(String line) {
        JsonNode pair = JsonMapper.shared().readTree(line);
        String a = pair.path("a").asString();
        String b = pair.path("b").asString();
        String relation = pair.path("relation").asString();
        pairs.add(new Pair(assets.get(number(a)), assets.get(number(b)), relation));
        if (!relation.equals("unrelated")) {
            join(number(a), number(b));
        }
        if (pair.path("similarity").asDouble(0) >= GROUP) {
            near.computeIfAbsent(a, none -> new HashSet<>()).add(b);
            near.computeIfAbsent(b, none -> new HashSet<>()).add(a);
        }
    }

    private void query(String line) {
        JsonNode asked = JsonMapper.shared().readTree(line);
        if (asked.path("kind").asString().startsWith("edited document")) {
            JsonNode body = asked.path("query");
            List<String> units = new ArrayList<>();
            body.path("units").forEach(unit -> units.add(unit.asString()));
            String code = body.path("iscc_code").asString("");
            queries.add(new Asked(asked.path("kind").asString(),
                    new QueryDraft(null, code.isEmpty() ? null : code, units.isEmpty() ? null : units, null),
                    asked.path("derived_from").asString()));
        }
    }

    private int number(String id) {
        return numbers.getOrDefault(id, -1);
    }

    /** The original and its near-identical versions. */
    Set<String> group(String original) {
        Set<String> group = new HashSet<>(near.getOrDefault(original, Set.of()));
        group.add(original);
        return group;
    }

    /** Whether nothing that is known relates two assets, and they are of different kinds. */
    boolean areStrangers(int a, int b) {
        return root(a) != root(b) && !kinds.get(a).equals(kinds.get(b));
    }

    private void join(int a, int b) {
        parents[root(a)] = root(b);
    }

    private int root(int of) {
        int at = of;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }
}
