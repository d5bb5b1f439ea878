package io.semblance.asset.backend.memory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Objects;

import io.semblance.admission.AnswerShare;
import io.semblance.asset.AnswerBytes;
import io.semblance.asset.Asset;
import io.semblance.asset.ChunkMatch;
import io.semblance.asset.ChunkMatch.TypeMatch;
import io.semblance.asset.ChunkScoring;
import io.semblance.asset.GlobalMatch;
import io.semblance.asset.PlacedSimprint;
import io.semblance.asset.Query;
import io.semblance.asset.QuerySimprints;
import io.semblance.asset.Scoring;
import io.semblance.asset.SearchReport;
import io.semblance.asset.SearchResult;
import io.semblance.asset.TypeReport;
import io.semblance.asset.evidence.ChunkJudging;
import io.semblance.code.IsccUnit;
import io.semblance.code.Nphd;
import io.semblance.code.Simprint;
import io.semblance.code.TypeNames;

import org.jspecify.annotations.Nullable;

/** Similarity search by comparing everything with everything, in the order in which the definition reads. */
final class MemorySearch {

    private final Scoring scoring;
    private final double simprintThreshold;

    MemorySearch(Scoring scoring, double simprintThreshold) {
        this.scoring = scoring;
        this.simprintThreshold = simprintThreshold;
    }

    SearchResult search(Collection<Asset> assets, Map<String, Integer> widths, Query query, int limit, long sequence,
            long askedNanos) {
        long started = System.nanoTime();
        Map<String, List<Simprint>> simprints = decoded(query, widths);
        MemoryWeighing weighing = query.judging().isPlain() ? null : new MemoryWeighing(query, assets);
        List<GlobalMatch> global = query.units().isEmpty() ? List.of() : globalMatches(assets, query, weighing);
        List<ChunkMatch> chunks = simprints.isEmpty() ? List.of() : chunkMatches(assets, query, simprints, weighing);
        long codes = assets.stream().mapToLong(asset -> asset.units().size()).sum();
        long nanos = System.nanoTime() - started;
        SearchReport report = new SearchReport(true, "scan", codes, codes * 32, global.size(), chunks.size(),
                started - askedNanos, nanos, sequence, types(assets, query, simprints.keySet(), nanos),
                weighing == null ? null : weighing.report());
        Asset self = assets.stream().filter(asset -> asset.id().equals(query.self())).findFirst().orElse(null);
        List<GlobalMatch> globalOrdered = weighing == null ? global : weighing.finish(global, limit);
        List<ChunkMatch> chunksOrdered = weighing == null ? chunks : weighing.finishParts(chunks, limit);
        return new SearchResult(globalOrdered.stream().limit(limit).map(MemorySearch::taken).toList(),
                chunksOrdered.stream().limit(limit).map(MemorySearch::taken).toList(), self, report);
    }

    private static GlobalMatch taken(GlobalMatch match) {
        AnswerShare.current().take(AnswerBytes.of(match));
        return match;
    }

    private static ChunkMatch taken(ChunkMatch match) {
        AnswerShare.current().take(AnswerBytes.of(match));
        return match;
    }

    private static List<TypeReport> types(Collection<Asset> assets, Query query, Set<String> simprints, long nanos) {
        List<TypeReport> types = new ArrayList<>();
        query.units().stream().map(IsccUnit::type).distinct().forEach(type -> types.add(TypeReport.exact(type.name(), 0,
                "scan", assets.stream().flatMap(asset -> asset.units().stream())
                        .filter(unit -> unit.type().equals(type)).count(),
                nanos)));
        for (String type : simprints) {
            long codes = assets.stream().map(Asset::simprints).filter(Objects::nonNull)
                    .mapToLong(all -> all.getOrDefault(type, List.of()).size()).sum();
            types.add(TypeReport.exact(TypeNames.ofSimprints(type), 0, "scan", codes, nanos));
        }
        return types;
    }

    private List<GlobalMatch> globalMatches(Collection<Asset> assets, Query query,
            @Nullable MemoryWeighing weighing) {
        List<GlobalMatch> matches = new ArrayList<>();
        for (Asset asset : assets) {
            Map<String, Double> types = typeScores(query.units(), asset.units());
            double[] scores = types.values().stream().mapToDouble(Double::doubleValue).toArray();
            boolean isMatch = (weighing != null && weighing.decidesMatches())
                    ? weighing.of(asset).matches()
                    : scoring.matches(scores);
            if (isMatch && !asset.id().equals(query.self())) {
                matches.add(new GlobalMatch(asset.id(), scoring.score(scores), types, asset.metadata(),
                        weighing == null ? null : weighing.of(asset).evidence(), null));
            }
        }
        matches.sort(Scoring.BEST_FIRST);
        return matches;
    }

    /** In the order in which the query first names a type. */
    private static Map<String, Double> typeScores(List<IsccUnit> asked, List<IsccUnit> stored) {
        Map<String, Double> types = new LinkedHashMap<>();
        asked.forEach(query -> types.putIfAbsent(query.type().name(), Double.NaN));
        for (IsccUnit query : asked) {
            for (IsccUnit unit : stored) {
                if (query.type().equals(unit.type())) {
                    if (!query.type().isInstance()) {
                        types.merge(query.type().name(), Nphd.similarity(query, unit), MemorySearch::better);
                    } else if (Nphd.isPrefix(query, unit)) {
                        types.put(query.type().name(), 1.0);
                    }
                }
            }
        }
        types.values().removeIf(score -> score.isNaN());
        return types;
    }

    private static double better(double known, double other) {
        return Double.isNaN(known) ? other : Math.max(known, other);
    }

    private static Map<String, List<Simprint>> decoded(Query query, Map<String, Integer> widths) {
        Map<String, List<Simprint>> decoded = new LinkedHashMap<>();
        query.simprints().forEach((type, texts) -> {
            Integer bits = widths.get(type);
            if (bits != null) {
                decoded.put(type, QuerySimprints.decode(type, texts, bits));
            }
        });
        return decoded;
    }

    private List<ChunkMatch> chunkMatches(Collection<Asset> assets, Query query,
            Map<String, List<Simprint>> simprints, @Nullable MemoryWeighing weighing) {
        Map<String, ChunkJudging> judgings = new HashMap<>();
        Map<String, Integer> distances = new HashMap<>();
        Map<Asset, Map<String, TypeMatch>> byAsset = new LinkedHashMap<>();
        simprints.forEach((type, queries) -> {
            int bits = queries.getFirst().bits();
            int distance = distance(bits);
            if (weighing != null) {
                ChunkJudging judging = weighing.simprints(type, queries);
                judgings.put(type, judging);
                distance = weighing.decidesMatches() ? judging.limit() : distance;
            }
            distances.put(type, distance);
            ChunkScoring chunkScoring = new ChunkScoring(assets.size(), frequencies(assets, type)::get);
            for (Asset asset : assets) {
                List<PlacedSimprint> stored = asset.simprints() == null ? null : asset.simprints().get(type);
                ChunkScoring.@Nullable Hit[] hits = stored == null
                        ? null
                        : hits(queries, stored, distances.getOrDefault(type, -1));
                if (hits != null && !asset.id().equals(query.self())) {
                    byAsset.computeIfAbsent(asset, none -> new LinkedHashMap<>()).put(type,
                            chunkScoring.score(queries, hits));
                }
            }
        });
        List<ChunkMatch> matches = new ArrayList<>();
        byAsset.forEach((asset, types) -> {
            ChunkMatch match = new ChunkMatch(asset.id(), mean(types.values()), types, asset.metadata());
            matches.add(weighing == null ? match : weighing.weighed(match, asset, simprints, judgings, distances));
        });
        matches.removeIf(
                match -> weighing != null && weighing.decidesMatches() && !weighing.matchesInParts(match));
        matches.sort(Scoring.BEST_CHUNKS_FIRST);
        return matches;
    }

    private static double mean(Collection<TypeMatch> types) {
        double sum = 0;
        for (TypeMatch type : types) {
            sum += type.score();
        }
        return sum / types.size();
    }

    /** For each query simprint the best stored one at or above the threshold; null if there is none at all. */
    private ChunkScoring.@Nullable Hit @Nullable [] hits(List<Simprint> queries, List<PlacedSimprint> stored,
            int distance) {
        ChunkScoring.@Nullable Hit[] hits = new ChunkScoring.@Nullable Hit[queries.size()];
        boolean any = false;
        for (int i = 0; i < hits.length; i++) {
            for (PlacedSimprint candidate : stored) {
                if (Nphd.differing(queries.get(i), candidate.simprint()) <= distance) {
                    double similarity = ChunkScoring.similarity(queries.get(i), candidate.simprint());
                    ChunkScoring.Hit hit = new ChunkScoring.Hit(candidate, similarity);
                    hits[i] = hit.isBetterThan(hits[i]) ? hit : hits[i];
                    any = true;
                }
            }
        }
        return any ? hits : null;
    }

    /** The largest distance of a simprint that matches by the threshold. */
    private int distance(int bits) {
        int distance = bits;
        while (distance >= 0 && 1.0 - (double) distance / bits < simprintThreshold) {
            distance--;
        }
        return distance;
    }

    private static Frequencies frequencies(Collection<Asset> assets, String type) {
        Frequencies frequencies = new Frequencies();
        for (Asset asset : assets) {
            if (asset.simprints() != null) {
                asset.simprints().getOrDefault(type, List.of()).stream().map(PlacedSimprint::simprint).distinct()
                        .forEach(frequencies::add);
            }
        }
        return frequencies;
    }
}
