package io.semblance.asset.backend.usearch;

import java.util.ArrayList;
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
        Map<String, SimprintScores> types = new LinkedHashMap<>();
        scans.forEach((type, scan) -> types.put(type, new SimprintScores(tx, type, scan, assets)));
        int realm = IndexMeta.realm(tx);
        List<ChunkMatch> matches = new ArrayList<>();
        for (TopK.Entry entry : best(types).drain()) {
            matches.add(match(new IsccId(realm, entry.id()), entry.score(), types));
        }
        return matches;
    }

    /** The score of an asset is the mean of those of the types in which it matches. */
    private TopK best(Map<String, SimprintScores> types) {
        LongDoubleHashMap sums = new LongDoubleHashMap();
        LongIntHashMap counts = new LongIntHashMap();
        types.values().forEach(scores -> scores.hits().assets(id -> {
            sums.addTo(id, scores.score(id));
            counts.addTo(id, 1);
        }));
        if (self != null) {
            sums.remove(self.body());
        }
        total = sums.size();
        TopK best = new TopK(limit);
        for (LongDoubleCursor sum : sums) {
            best.offer(sum.value / counts.get(sum.key), sum.key);
        }
        return best;
    }

    private ChunkMatch match(IsccId id, double score, Map<String, SimprintScores> types) {
        Map<String, TypeMatch> matched = new LinkedHashMap<>();
        types.forEach((type, scores) -> {
            TypeMatch match = scores.match(id.body());
            if (match != null) {
                matched.put(type, match);
            }
        });
        return new ChunkMatch(id, score, matched, StoredAssets.metadata(tx, id.body()));
    }

    /** Assets that match, before the cut. */
    long total() {
        return total;
    }
}
