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
import io.semblance.asset.backend.stored.PackedUnits;
import io.semblance.asset.backend.stored.Postings;
import io.semblance.asset.backend.stored.StoredAssets;
import io.semblance.asset.evidence.Folding;
import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;
import io.semblance.kernel.Hits;
import io.semblance.kernel.ScanPart;
import io.semblance.kernel.TopK;
import io.semblance.record.ReadTransaction;

import org.jspecify.annotations.Nullable;

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
    private final @Nullable Weighing weighing;
    private final SearchMemory memory;
    private final UnitScores scores;
    private final List<TypeReport> lookUps = new ArrayList<>();
    private long total;
    private long postingsRead;

    UnitMatching(ReadTransaction tx, Query query, Scoring scoring, int limit, @Nullable Weighing weighing,
            SearchMemory memory) {
        this.tx = tx;
        this.query = query;
        this.scoring = scoring;
        this.limit = limit;
        this.weighing = weighing;
        this.memory = memory;
        this.scores = new UnitScores(query.units());
    }

    /** The matches, best first, cut at the limit; {@code proposed} are assets that a graph gave. */
    List<GlobalMatch> matches(List<ScanPart> parts, LongHashSet proposed) {
        boolean folds = weighing != null && weighing.folds();
        TopK best = new TopK(folds ? Folding.lookedAt(limit) : limit);
        for (LongCursor candidate : candidates(parts, proposed)) {
            ByteBuffer units = StoredAssets.units(tx, candidate.value);
            if (units != null) {
                weigh(units);
                double[] ofAsset = scores.of(units);
                if (isMatch(ofAsset)) {
                    total++;
                    best.offer(order(ofAsset), candidate.value);
                }
            }
        }
        int realm = IndexMeta.realm(tx);
        List<Long> ids = best.drain().stream().map(TopK.Entry::id).toList();
        return (weighing != null && folds)
                ? new Versions(tx, weighing.units()).fold(ids, limit).stream()
                        .map(group -> match(realm, group.best(), Versions.ids(realm, group))).toList()
                : ids.stream().map(id -> match(realm, id, null)).toList();
    }

    /** Evidence first: reading the scores empties the buffer. */
    private void weigh(ByteBuffer units) {
        if (weighing != null) {
            weighing.units().begin();
            PackedUnits.visit(units.duplicate(), weighing.units()::unit);
        }
    }

    private boolean isMatch(double[] ofAsset) {
        return (weighing != null && weighing.decidesMatches()) ? weighing.units().matches() : scoring.matches(ofAsset);
    }

    private double order(double[] ofAsset) {
        return (weighing != null && weighing.decidesOrder()) ? weighing.units().rank() : scoring.score(ofAsset);
    }

    private GlobalMatch match(int realm, long id, @Nullable List<IsccId> versions) {
        ByteBuffer units = StoredAssets.units(tx, id);
        if (units == null) {
            throw new IllegalStateException("an asset is gone within one transaction");
        }
        weigh(units);
        double[] ofAsset = scores.of(units);
        return memory.taken(new GlobalMatch(new IsccId(realm, id), scoring.score(ofAsset), scores.named(ofAsset),
                StoredAssets.metadata(tx, id), weighing == null ? null : weighing.units().evidence(), versions));
    }

    private LongHashSet candidates(List<ScanPart> parts, LongHashSet proposed) {
        LongHashSet candidates = new LongHashSet(proposed);
        for (ScanPart part : parts) {
            Hits hits = part.hits();
            for (int i = 0; i < hits.size(); i++) {
                add(hits.id(i), candidates);
            }
        }
        for (IsccUnit unit : query.units()) {
            if (unit.type().isInstance()) {
                long began = System.nanoTime();
                long read = Postings.find(tx, unit, (id, bytes) -> add(id, candidates));
                postingsRead += read;
                lookUps.add(TypeReport.exact(unit.type().name(), 0, "prefix", read, System.nanoTime() - began));
            }
        }
        if (query.self() != null) {
            candidates.removeAll(query.self().body());
        }
        return candidates;
    }

    private void add(long id, LongHashSet candidates) {
        if (candidates.add(id)) {
            memory.grown(candidates.size());
        }
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
