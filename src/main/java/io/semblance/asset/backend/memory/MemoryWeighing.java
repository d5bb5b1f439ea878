package io.semblance.asset.backend.memory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

import io.semblance.asset.Asset;
import io.semblance.asset.ChunkMatch;
import io.semblance.asset.GlobalMatch;
import io.semblance.asset.PlacedSimprint;
import io.semblance.asset.Query;
import io.semblance.asset.Scoring;
import io.semblance.asset.evidence.ChunkJudging;
import io.semblance.asset.evidence.EvidenceReport;
import io.semblance.asset.evidence.Folding;
import io.semblance.asset.evidence.Judging;
import io.semblance.asset.evidence.TypeModels;
import io.semblance.asset.evidence.UnitJudging;
import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;
import io.semblance.code.Nphd;
import io.semblance.code.Simprint;
import io.semblance.code.UnitType;

/** Evidence over all assets, without the limits by which other backends look at few. */
final class MemoryWeighing {

    private final Query query;
    private final Collection<Asset> assets;
    private final Map<UnitType, TypeModels> models = new HashMap<>();
    private final Map<Long, List<IsccUnit>> units = new HashMap<>();
    private final UnitJudging judging;

    MemoryWeighing(Query query, Collection<Asset> assets) {
        this.query = query;
        this.assets = assets;
        assets.forEach(asset -> units.put(asset.id().body(), asset.units()));
        this.judging = new UnitJudging(query.units(), query.judging(), assets.size(),
                type -> models.computeIfAbsent(type, unknown -> MemoryModels.ofUnits(assets, unknown)));
    }

    boolean decidesMatches() {
        return query.judging().match() == Judging.Match.EVIDENCE;
    }

    UnitJudging of(Asset asset) {
        judging.asset(asset.units());
        return judging;
    }

    EvidenceReport report() {
        return judging.report();
    }

    /** Orders matches as whole assets, and folds them. */
    List<GlobalMatch> finish(List<GlobalMatch> scored, int limit) {
        Map<IsccId, Double> ranks = new HashMap<>();
        for (GlobalMatch match : scored) {
            judging.asset(units(match.id()));
            ranks.put(match.id(), judging.rank());
        }
        List<GlobalMatch> ordered = new ArrayList<>(scored);
        ordered.sort(byRank(Scoring.BEST_FIRST, match -> ranks.getOrDefault(match.id(), 0.0), GlobalMatch::id));
        if (!query.judging().group()) {
            return ordered;
        }
        return Folding.fold(ordered.stream().limit(Folding.lookedAt(limit)).toList(), limit,
                (a, b) -> judging.areVersions(units(a.id()), units(b.id()))).stream()
                .map(group -> new GlobalMatch(group.best().id(), group.best().score(), group.best().types(),
                        group.best().metadata(), group.best().evidence(),
                        group.others().stream().map(GlobalMatch::id).toList()))
                .toList();
    }

    /** Orders matches in parts, and folds them. */
    List<ChunkMatch> finishParts(List<ChunkMatch> scored, int limit) {
        List<ChunkMatch> ordered = new ArrayList<>(scored);
        ordered.sort(byRank(Scoring.BEST_CHUNKS_FIRST,
                match -> match.evidence() == null ? 0 : match.evidence().bits(), ChunkMatch::id));
        if (!query.judging().group()) {
            return ordered;
        }
        return Folding.fold(ordered.stream().limit(Folding.lookedAt(limit)).toList(), limit,
                (a, b) -> judging.areVersions(units(a.id()), units(b.id()))).stream()
                .map(group -> new ChunkMatch(group.best().id(), group.best().score(), group.best().types(),
                        group.best().metadata(), group.best().evidence(),
                        group.others().stream().map(ChunkMatch::id).toList()))
                .toList();
    }

    private <M> Comparator<M> byRank(Comparator<M> byScore, ToDoubleFunction<M> rank,
            Function<M, IsccId> id) {
        return query.judging().rank() == Judging.Rank.SCORE
                ? byScore
                : Comparator.comparingDouble(rank).reversed()
                        .thenComparing((a, b) -> Long.compareUnsigned(id.apply(a).body(), id.apply(b).body()));
    }

    private List<IsccUnit> units(IsccId id) {
        return units.getOrDefault(id.body(), List.of());
    }

    boolean matchesInParts(ChunkMatch match) {
        return match.evidence() != null && judging.matchesInParts(match.evidence().bits());
    }

    /** What the simprints of one type are weighed by. */
    ChunkJudging simprints(String type, List<Simprint> queries) {
        int bits = queries.getFirst().bits();
        long stored = assets.stream().mapToLong(asset -> stored(asset, type).size()).sum();
        return new ChunkJudging(MemoryModels.ofSimprints(assets, type, bits), bits, query.judging(), stored,
                (int) queries.stream().distinct().count());
    }

    static List<PlacedSimprint> stored(Asset asset, String type) {
        return asset.simprints() == null ? List.of() : asset.simprints().getOrDefault(type, List.of());
    }

    /** Bits of evidence of an asset in the types in which it matches, and what an answer says of it. */
    ChunkMatch weighed(ChunkMatch match, Asset asset, Map<String, List<Simprint>> queries,
            Map<String, ChunkJudging> judgings, Map<String, Integer> distances) {
        Map<String, Double> byType = new LinkedHashMap<>();
        for (String type : match.types().keySet()) {
            ChunkJudging chunks = judgings.get(type);
            List<PlacedSimprint> stored = stored(asset, type);
            if (chunks != null) {
                ChunkJudging.Sum sum = chunks.of(stored.size());
                queries.getOrDefault(type, List.of()).stream().distinct()
                        .mapToInt(asked -> stored.stream().mapToInt(one -> Nphd.differing(asked, one.simprint())).min()
                                .orElse(Integer.MAX_VALUE))
                        .filter(distance -> distance <= distances.getOrDefault(type, -1)).forEach(sum::found);
                byType.put(type, sum.bits());
            }
        }
        double together = ChunkJudging.together(byType.size(),
                byType.values().stream().mapToDouble(Double::doubleValue).sum());
        return new ChunkMatch(match.id(), match.score(), match.types(), match.metadata(),
                judging.ofParts(together, byType), null);
    }
}
