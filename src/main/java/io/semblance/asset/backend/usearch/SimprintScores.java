package io.semblance.asset.backend.usearch;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import io.semblance.asset.ChunkMatch.TypeMatch;
import io.semblance.asset.ChunkScoring;
import io.semblance.asset.PlacedSimprint;
import io.semblance.asset.backend.stored.PackedSimprints;
import io.semblance.asset.backend.stored.SimprintTables;
import io.semblance.asset.backend.stored.StoredAssets;
import io.semblance.asset.evidence.ChunkJudging;
import io.semblance.code.Simprint;
import io.semblance.record.ReadTransaction;

import org.jspecify.annotations.Nullable;

/**
 * Scores the assets of one simprint type. Most assets are scored only to be cut, so scoring an asset keeps nothing but
 * the best tag and distance for each query simprint, and reads the record just where the answer depends on it: for the
 * simprints that are near and not equal, and where two are equally near.
 */
final class SimprintScores {

    private final ReadTransaction tx;
    private final String type;
    private final SimprintScan scan;
    private final SimprintHits hits;
    private final ChunkScoring scoring;
    private final int bits;
    private final int[] bestTag;
    private final int[] bestDistance;
    private @Nullable ByteBuffer packed;

    SimprintScores(ReadTransaction tx, String type, SimprintScan scan, long assets) {
        this.tx = tx;
        this.type = type;
        this.scan = scan;
        this.hits = new SimprintHits(scan.parts(), scan.memory());
        this.bits = scan.distinct().getFirst().bits();
        this.bestTag = new int[scan.distinct().size()];
        this.bestDistance = new int[scan.distinct().size()];
        Map<Simprint, Long> known = new HashMap<>();
        this.scoring = new ChunkScoring(assets,
                simprint -> known.computeIfAbsent(simprint, unknown -> SimprintTables.frequency(tx, type, unknown)));
    }

    SimprintHits hits() {
        return hits;
    }

    /** Score of an asset that has hits. */
    double score(long id) {
        findBest(id);
        ChunkScoring.Sum sum = scoring.sum();
        for (int position : scan.positions()) {
            if (bestDistance[position] > bits) {
                sum.missed(scan.distinct().get(position));
            } else {
                sum.found(stored(id, position), similarity(position));
            }
        }
        return sum.score();
    }

    /** Everything that an answer says of an asset; null if it has no hits. */
    @Nullable
    TypeMatch match(long id) {
        findBest(id);
        ChunkScoring.@Nullable Hit[] best = new ChunkScoring.@Nullable Hit[scan.queries().size()];
        boolean any = false;
        for (int i = 0; i < best.length; i++) {
            int position = scan.positions().get(i);
            if (bestDistance[position] <= bits) {
                best[i] = new ChunkScoring.Hit(placed(id, bestTag[position]), similarity(position));
                any = true;
            }
        }
        return any ? scoring.score(scan.queries(), best) : null;
    }

    /** Bits of evidence of an asset that has hits. */
    double bits(long id, ChunkJudging judging) {
        findBest(id);
        ByteBuffer simprints = StoredAssets.simprints(tx, id);
        int[] count = {0};
        if (simprints != null) {
            PackedSimprints.visit(simprints, type, (position, w0, w1, w2, w3) -> count[0]++);
        }
        ChunkJudging.Sum sum = judging.of(count[0]);
        for (int distance : bestDistance) {
            if (distance <= bits) {
                sum.found(distance);
            }
        }
        return sum.bits();
    }

    private double similarity(int position) {
        return 1.0 - (double) bestDistance[position] / bits;
    }

    private Simprint stored(long id, int position) {
        return bestDistance[position] == 0 ? scan.distinct().get(position) : placed(id, bestTag[position]).simprint();
    }

    private void findBest(long id) {
        packed = null;
        Arrays.fill(bestDistance, Integer.MAX_VALUE);
        hits.hits(id, (query, tag, distance) -> {
            if (distance < bestDistance[query]
                    || (distance == bestDistance[query] && isBefore(id, tag, bestTag[query]))) {
                bestDistance[query] = distance;
                bestTag[query] = tag;
            }
        });
    }

    /** Of equally near simprints the one that comes first in the asset counts: by offset, by size, by its place in the list. */
    private boolean isBefore(long id, int tag, int other) {
        int order = ChunkScoring.ORDER_IN_ASSET.compare(placed(id, tag), placed(id, other));
        return order == 0 ? tag < other : order < 0;
    }

    private PlacedSimprint placed(long id, int tag) {
        ByteBuffer simprints = packed;
        if (simprints == null) {
            simprints = StoredAssets.simprints(tx, id);
            packed = simprints;
        }
        if (simprints == null) {
            throw new IllegalStateException("a simprint was found that the record does not hold");
        }
        return PackedSimprints.get(simprints, type, tag);
    }
}
