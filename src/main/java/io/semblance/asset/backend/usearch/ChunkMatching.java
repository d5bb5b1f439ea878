package io.semblance.asset.backend.usearch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.carrotsearch.hppc.LongDoubleHashMap;
import com.carrotsearch.hppc.LongIntHashMap;
import com.carrotsearch.hppc.cursors.LongDoubleCursor;

import io.semblance.asset.ChunkMatch;
import io.semblance.asset.ChunkMatch.TypeMatch;
import io.semblance.asset.backend.stored.IndexMeta;
import io.semblance.asset.backend.stored.StoredAssets;
import io.semblance.asset.evidence.ChunkJudging;
import io.semblance.asset.evidence.Folding;
import io.semblance.asset.evidence.MatchEvidence;
import io.semblance.code.IsccId;
import io.semblance.kernel.TopK;
import io.semblance.record.ReadTransaction;
import io.semblance.record.Table;

import org.jspecify.annotations.Nullable;

/**
 * From hits of simprints to assets that match in parts. All of them are scored, type by type; only for those that make
 * the cut is it put together what the answer says.
 */
final class ChunkMatching {

    private final ReadTransaction tx;
    private final @Nullable IsccId self;
    private final int limit;
    private final @Nullable Weighing weighing;
    private final SearchMemory memory;
    private long total;

    ChunkMatching(ReadTransaction tx, @Nullable IsccId self, int limit, @Nullable Weighing weighing,
            SearchMemory memory) {
        this.tx = tx;
        this.self = self;
        this.limit = limit;
        this.weighing = weighing;
        this.memory = memory;
    }

    /** The matches, best first, cut at the limit. */
    List<ChunkMatch> matches(Map<String, SimprintScan> scans) {
        if (scans.isEmpty()) {
            return List.of();
        }
        long assets = tx.entries(Table.ASSETS);
        Map<String, SimprintScores> types = new LinkedHashMap<>();
        scans.forEach((type, scan) -> types.put(type, new SimprintScores(tx, type, scan, assets)));
        int realm = IndexMeta.realm(tx);
        List<Long> ids = best(types).drain().stream().map(TopK.Entry::id).toList();
        return (weighing != null && weighing.folds())
                ? new Versions(tx, weighing.units()).fold(ids, limit).stream()
                        .map(group -> match(new IsccId(realm, group.best()), types, Versions.ids(realm, group)))
                        .toList()
                : ids.stream().map(id -> match(new IsccId(realm, id), types, null)).toList();
    }

    /** The score of an asset is the mean of those of the types in which it matches. */
    private TopK best(Map<String, SimprintScores> types) {
        LongDoubleHashMap sums = new LongDoubleHashMap();
        LongIntHashMap counts = new LongIntHashMap();
        types.values().forEach(scores -> scores.hits().assets(id -> {
            sums.addTo(id, scores.score(id));
            if (counts.addTo(id, 1) == 1) {
                memory.grown(counts.size());
            }
        }));
        if (self != null) {
            sums.remove(self.body());
        }
        TopK best = new TopK((weighing != null && weighing.folds()) ? Folding.lookedAt(limit) : limit);
        for (LongDoubleCursor sum : sums) {
            double score = sum.value / counts.get(sum.key);
            if (weighing == null || !(weighing.decidesMatches() || weighing.decidesOrder())) {
                total++;
                best.offer(score, sum.key);
            } else {
                double bits = bits(sum.key, types).total();
                if (!weighing.decidesMatches() || weighing.units().matchesInParts(bits)) {
                    total++;
                    best.offer(weighing.decidesOrder() ? bits : score, sum.key);
                }
            }
        }
        return best;
    }

    /** Bits by type, of the types that match. */
    private record Bits(Map<String, Double> byType) {

        double total() {
            return ChunkJudging.together(byType.size(),
                    byType.values().stream().mapToDouble(Double::doubleValue).sum());
        }
    }

    private Bits bits(long id, Map<String, SimprintScores> types) {
        Map<String, Double> byType = new LinkedHashMap<>();
        if (weighing != null) {
            Weighing known = weighing;
            types.forEach((type, scores) -> {
                if (scores.hits().has(id)) {
                    byType.put(type, scores.bits(id, known.simprints(type)));
                }
            });
        }
        return new Bits(byType);
    }

    private @Nullable MatchEvidence evidence(long id, Map<String, SimprintScores> types) {
        if (weighing == null) {
            return null;
        }
        Bits bits = bits(id, types);
        return weighing.units().ofParts(bits.total(), bits.byType());
    }

    private ChunkMatch match(IsccId id, Map<String, SimprintScores> types, @Nullable List<IsccId> versions) {
        double sum = 0;
        Map<String, TypeMatch> matched = new LinkedHashMap<>();
        for (Map.Entry<String, SimprintScores> type : types.entrySet()) {
            TypeMatch match = type.getValue().match(id.body());
            if (match != null) {
                matched.put(type.getKey(), match);
                sum += type.getValue().score(id.body());
            }
        }
        return memory.taken(new ChunkMatch(id, sum / matched.size(), matched, StoredAssets.metadata(tx, id.body()),
                evidence(id.body(), types), versions));
    }

    /** Assets that match, before the cut. */
    long total() {
        return total;
    }
}
