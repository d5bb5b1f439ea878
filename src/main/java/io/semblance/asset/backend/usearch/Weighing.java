package io.semblance.asset.backend.usearch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.semblance.asset.Query;
import io.semblance.asset.evidence.ChunkJudging;
import io.semblance.asset.evidence.EvidenceReport;
import io.semblance.asset.evidence.Judging;
import io.semblance.asset.evidence.TypeModels;
import io.semblance.asset.evidence.UnitJudging;
import io.semblance.code.IsccUnit;
import io.semblance.kernel.BlocksView;
import io.semblance.record.Table;

/** The evidence of one search: what it is weighed by, in the state that is searched. */
final class Weighing {

    private final Judging judging;
    private final SimilarityView view;
    private final IndexModels models;
    private final UnitJudging units;
    private final Map<String, ChunkJudging> simprints = new LinkedHashMap<>();
    private final List<EvidenceReport.Model> simprintModels = new ArrayList<>();

    Weighing(Query query, SimilarityView view, IndexModels models) {
        this.judging = query.judging();
        this.view = view;
        this.models = models;
        long assets = view.snapshot().read(tx -> tx.entries(Table.ASSETS));
        this.units = new UnitJudging(query.units(), judging, assets, type -> models.ofUnits(view, type));
    }

    boolean decidesMatches() {
        return judging.match() == Judging.Match.EVIDENCE;
    }

    boolean decidesOrder() {
        return judging.rank() == Judging.Rank.EVIDENCE;
    }

    boolean folds() {
        return judging.group();
    }

    /** Weighs assets against the query's units. */
    UnitJudging units() {
        return units;
    }

    /** The largest distance to a unit that can be a match. */
    int limit(IsccUnit unit, int compared) {
        return units.limit(unit, compared);
    }

    /** Begins with a simprint type, of which the query has so many different ones; the largest distance of a match. */
    int limit(String type, int queried, BlocksView blocks) {
        TypeModels ofType = models.ofSimprints(view, type);
        ChunkJudging chunks = new ChunkJudging(ofType, blocks.bits(), judging, blocks.count(), queried);
        simprints.put(type, chunks);
        simprintModels.add(new EvidenceReport.Model(ofType.type(), ofType.at(blocks.bits()), chunks.limit()));
        return chunks.limit();
    }

    /** Weighs assets against the query's simprints of a type. */
    ChunkJudging simprints(String type) {
        ChunkJudging chunks = simprints.get(type);
        if (chunks == null) {
            throw new IllegalStateException("the simprints of type " + type + " are not searched");
        }
        return chunks;
    }

    EvidenceReport report() {
        EvidenceReport ofUnits = units.report();
        List<EvidenceReport.Model> all = new ArrayList<>(ofUnits.models());
        all.addAll(simprintModels);
        return new EvidenceReport(ofUnits.assets(), ofUnits.maxChance(), ofUnits.neededBits(), ofUnits.limitBits(),
                all);
    }
}
