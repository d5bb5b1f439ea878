package io.semblance.asset.backend.usearch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.semblance.asset.Asset;
import io.semblance.asset.ChunkMatch;
import io.semblance.asset.GlobalMatch;
import io.semblance.asset.Query;
import io.semblance.asset.QuerySimprints;
import io.semblance.asset.Scoring;
import io.semblance.asset.SearchReport;
import io.semblance.asset.SearchResult;
import io.semblance.asset.backend.stored.StoredAssets;
import io.semblance.code.IsccUnit;
import io.semblance.kernel.BlocksView;
import io.semblance.kernel.ColumnView;
import io.semblance.kernel.ScanPart;
import io.semblance.kernel.ScanRequest;
import io.semblance.kernel.ScanWork;
import io.semblance.record.ReadTransaction;

/** One search around a shared scan: what to scan, and how the hits become matches. */
final class SimilaritySearch implements ScanRequest<SimilarityView, SearchResult> {

    private final Query query;
    private final int limit;
    private final Scoring scoring;
    private final Thresholds thresholds;
    private final List<ScanPart> unitParts = new ArrayList<>();
    private final Map<String, SimprintScan> simprintScans = new LinkedHashMap<>();

    SimilaritySearch(Query query, int limit, Scoring scoring, Thresholds thresholds) {
        this.query = query;
        this.limit = limit;
        this.scoring = scoring;
        this.thresholds = thresholds;
    }

    @Override
    public List<ScanPart> plan(SimilarityView view) {
        for (IsccUnit unit : query.units()) {
            ColumnView column = view.units().get(unit.type());
            if (column != null) {
                long[] words = {unit.w0(), unit.w1(), unit.w2(), unit.w3()};
                unitParts.addAll(column.parts(words, unit.bits(), thresholds::ofUnits));
            }
        }
        List<ScanPart> parts = new ArrayList<>(unitParts);
        query.simprints().forEach((type, texts) -> {
            BlocksView blocks = view.simprints().get(type);
            if (blocks != null) {
                SimprintScan scan = SimprintScan.of(QuerySimprints.decode(type, texts, blocks.bits()), blocks,
                        thresholds.ofSimprints(blocks.bits()));
                simprintScans.put(type, scan);
                parts.addAll(scan.parts());
            }
        });
        return parts;
    }

    @Override
    public SearchResult finish(SimilarityView view, List<ScanPart> parts, ScanWork work) {
        return view.snapshot().read(tx -> finish(tx, view.snapshot().sequence(), work));
    }

    private SearchResult finish(ReadTransaction tx, long sequence, ScanWork work) {
        UnitMatching units = new UnitMatching(tx, query, scoring, limit);
        List<GlobalMatch> global = units.matches(unitParts);
        ChunkMatching chunks = new ChunkMatching(tx, query.self(), limit);
        List<ChunkMatch> chunkMatches = chunks.matches(simprintScans);
        SearchReport report = new SearchReport(true, plan(), work.codes() + units.postingsRead(), work.bytes(),
                units.total(), chunks.total(), work.queueNanos(), work.scanNanos(), sequence);
        Asset self = query.self() == null ? null : StoredAssets.find(tx, query.self(), false);
        return new SearchResult(global, chunkMatches, self, report);
    }

    private String plan() {
        boolean scanned = query.units().stream().anyMatch(unit -> !unit.type().isInstance())
                || !simprintScans.isEmpty();
        boolean lookedUp = query.units().stream().anyMatch(unit -> unit.type().isInstance());
        return scanned ? lookedUp ? "scan+prefix" : "scan" : "prefix";
    }
}
