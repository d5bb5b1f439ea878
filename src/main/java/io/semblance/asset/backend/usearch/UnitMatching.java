package io.semblance.asset.backend.usearch;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import com.carrotsearch.hppc.LongHashSet;
import com.carrotsearch.hppc.cursors.LongCursor;

import io.semblance.asset.GlobalMatch;
import io.semblance.asset.Query;
import io.semblance.asset.Scoring;
import io.semblance.asset.TypeReport;
import io.semblance.asset.backend.stored.IndexMeta;
import io.semblance.asset.backend.stored.Postings;
import io.semblance.asset.backend.stored.StoredAssets;
import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;
import io.semblance.kernel.Hits;
import io.semblance.kernel.ScanPart;
import io.semblance.kernel.TopK;
import io.semblance.record.ReadTransaction;

/**
 * From hits of units to matching assets. Every asset that reaches the threshold in some type is among the hits of that
 * type or has a posting, so these are all candidates there can be; where a graph proposes, those that it finds. Each is then
 * scored from the record, in all types.
 */
final class UnitMatching {

    private final ReadTransaction tx;
    private final Query query;
    private final Scoring scoring;
    private final int limit;
    private final UnitScores scores;
    private final List<TypeReport> lookUps = new ArrayList<>();
    private long total;
    private long postingsRead;

    UnitMatching(ReadTransaction tx, Query query, Scoring scoring, int limit) {
        this.tx = tx;
        this.query = query;
        this.scoring = scoring;
        this.limit = limit;
        this.scores = new UnitScores(query.units());
    }

    /** The matches, best first, cut at the limit; {@code proposed} are assets that a graph gave. */
    List<GlobalMatch> matches(List<ScanPart> parts, LongHashSet proposed) {
        TopK best = new TopK(limit);
        for (LongCursor candidate : candidates(parts, proposed)) {
            ByteBuffer units = StoredAssets.units(tx, candidate.value);
            if (units != null) {
                double[] ofAsset = scores.of(units);
                if (scoring.matches(ofAsset)) {
                    total++;
                    best.offer(scoring.score(ofAsset), candidate.value);
                }
            }
        }
        int realm = IndexMeta.realm(tx);
        List<GlobalMatch> matches = new ArrayList<>(best.size());
        for (TopK.Entry entry : best.drain()) {
            matches.add(match(realm, entry));
        }
        return matches;
    }

    private GlobalMatch match(int realm, TopK.Entry entry) {
        ByteBuffer units = StoredAssets.units(tx, entry.id());
        if (units == null) {
            throw new IllegalStateException("an asset is gone within one transaction");
        }
        return new GlobalMatch(new IsccId(realm, entry.id()), entry.score(), scores.named(scores.of(units)),
                StoredAssets.metadata(tx, entry.id()));
    }

    private LongHashSet candidates(List<ScanPart> parts, LongHashSet proposed) {
        LongHashSet candidates = new LongHashSet(proposed);
        for (ScanPart part : parts) {
            Hits hits = part.hits();
            for (int i = 0; i < hits.size(); i++) {
                candidates.add(hits.id(i));
            }
        }
        for (IsccUnit unit : query.units()) {
            if (unit.type().isInstance()) {
                long began = System.nanoTime();
                long read = Postings.find(tx, unit, (id, bytes) -> candidates.add(id));
                postingsRead += read;
                lookUps.add(TypeReport.exact(unit.type().name(), 0, "prefix", read, System.nanoTime() - began));
            }
        }
        if (query.self() != null) {
            candidates.removeAll(query.self().body());
        }
        return candidates;
    }

    /** Assets that match, before the cut. */
    long total() {
        return total;
    }

    /** Adds how the units were searched that no scan is about. */
    void report(List<TypeReport> types) {
        types.addAll(lookUps);
    }

    /** Postings that were looked at. */
    long postingsRead() {
        return postingsRead;
    }
}
