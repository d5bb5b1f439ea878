package io.semblance.asset.backend.usearch;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.carrotsearch.hppc.LongObjectHashMap;
import com.carrotsearch.hppc.cursors.LongObjectCursor;

import io.semblance.asset.ChunkMatch;
import io.semblance.asset.ChunkMatch.TypeMatch;
import io.semblance.asset.ChunkScoring;
import io.semblance.asset.PlacedSimprint;
import io.semblance.asset.Scoring;
import io.semblance.asset.backend.stored.IndexMeta;
import io.semblance.asset.backend.stored.PackedSimprints;
import io.semblance.asset.backend.stored.SimprintTables;
import io.semblance.asset.backend.stored.StoredAssets;
import io.semblance.asset.backend.usearch.SimilaritySearch.SimprintScan;
import io.semblance.code.IsccId;
import io.semblance.code.Simprint;
import io.semblance.kernel.Hits;
import io.semblance.record.ReadTransaction;
import io.semblance.record.Table;

import org.jspecify.annotations.Nullable;

/** From hits of simprints to assets that match in parts; places and frequencies come from the record. */
final class ChunkMatching {

    private final ReadTransaction tx;
    private final @Nullable IsccId self;
    private final int limit;
    private long total;

    ChunkMatching(ReadTransaction tx, @Nullable IsccId self, int limit) {
        this.tx = tx;
        this.self = self;
        this.limit = limit;
    }

    /** The matches, best first, cut at the limit. */
    List<ChunkMatch> matches(Map<String, SimprintScan> scans) {
        if (scans.isEmpty()) {
            return List.of();
        }
        long assets = tx.entries(Table.ASSETS);
        LongObjectHashMap<Map<String, TypeMatch>> byAsset = new LongObjectHashMap<>();
        scans.forEach((type, scan) -> addMatches(type, scan, assets, byAsset));
        total = byAsset.size();
        int realm = IndexMeta.realm(tx);
        List<ChunkMatch> matches = new ArrayList<>(byAsset.size());
        for (LongObjectCursor<Map<String, TypeMatch>> asset : byAsset) {
            double score = asset.value.values().stream().mapToDouble(TypeMatch::score).average().orElseThrow();
            matches.add(new ChunkMatch(new IsccId(realm, asset.key), score, asset.value, null));
        }
        return matches.stream().sorted(Scoring.BEST_CHUNKS_FIRST).limit(limit).map(this::withMetadata).toList();
    }

    private ChunkMatch withMetadata(ChunkMatch match) {
        return new ChunkMatch(match.id(), match.score(), match.types(), StoredAssets.metadata(tx, match.id().body()));
    }

    private void addMatches(String type, SimprintScan scan, long assets,
            LongObjectHashMap<Map<String, TypeMatch>> byAsset) {
        Map<Simprint, Long> known = new HashMap<>();
        ChunkScoring scoring = new ChunkScoring(assets,
                simprint -> known.computeIfAbsent(simprint, unknown -> SimprintTables.frequency(tx, type, unknown)));
        for (LongObjectCursor<ChunkScoring.@Nullable Hit[]> asset : bestHits(type, scan)) {
            Map<String, TypeMatch> types = byAsset.get(asset.key);
            if (types == null) {
                types = new LinkedHashMap<>();
                byAsset.put(asset.key, types);
            }
            types.put(type, scoring.score(scan.queries(), asset.value));
        }
    }

    /** For each asset the best stored simprint at each query position. */
    private LongObjectHashMap<ChunkScoring.@Nullable Hit[]> bestHits(String type, SimprintScan scan) {
        LongObjectHashMap<ChunkScoring.@Nullable Hit[]> best = new LongObjectHashMap<>();
        int queries = scan.queries().size();
        for (int position = 0; position < queries; position++) {
            Hits hits = scan.parts().get(position).hits();
            int bits = scan.queries().get(position).bits();
            for (int i = 0; i < hits.size(); i++) {
                if (self == null || self.body() != hits.id(i)) {
                    ChunkScoring.@Nullable Hit[] ofAsset = best.get(hits.id(i));
                    if (ofAsset == null) {
                        ofAsset = new ChunkScoring.@Nullable Hit[queries];
                        best.put(hits.id(i), ofAsset);
                    }
                    keepBetter(ofAsset, position, type, hits.id(i), hits.tag(i),
                            1.0 - (double) hits.distance(i) / bits);
                }
            }
        }
        return best;
    }

    private void keepBetter(ChunkScoring.@Nullable Hit[] ofAsset, int position, String type, long id, int tag,
            double similarity) {
        ChunkScoring.Hit known = ofAsset[position];
        if (known != null && known.similarity() > similarity) {
            return;
        }
        ByteBuffer simprints = StoredAssets.simprints(tx, id);
        if (simprints == null) {
            throw new IllegalStateException("a simprint was found that the record does not hold");
        }
        PlacedSimprint stored = PackedSimprints.get(simprints, type, tag);
        ChunkScoring.Hit hit = new ChunkScoring.Hit(stored, similarity);
        if (hit.isBetterThan(known)) {
            ofAsset[position] = hit;
        }
    }

    /** Assets that match, before the cut. */
    long total() {
        return total;
    }
}
