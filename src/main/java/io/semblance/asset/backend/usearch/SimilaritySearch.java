package io.semblance.asset.backend.usearch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

import com.carrotsearch.hppc.LongHashSet;

import io.semblance.admission.AnswerShare;
import io.semblance.asset.Asset;
import io.semblance.asset.ChunkMatch;
import io.semblance.asset.GlobalMatch;
import io.semblance.asset.Query;
import io.semblance.asset.QuerySimprints;
import io.semblance.asset.Scoring;
import io.semblance.asset.SearchReport;
import io.semblance.asset.SearchResult;
import io.semblance.asset.TypeReport;
import io.semblance.asset.backend.stored.StoredAssets;
import io.semblance.asset.backend.usearch.proposal.GroupKey;
import io.semblance.asset.backend.usearch.proposal.ProposalView;
import io.semblance.code.IsccUnit;
import io.semblance.code.Simprint;
import io.semblance.kernel.BlocksView;
import io.semblance.kernel.ColumnView;
import io.semblance.kernel.ScanPart;
import io.semblance.kernel.ScanRequest;
import io.semblance.kernel.ScanWork;
import io.semblance.record.ReadTransaction;

import org.jspecify.annotations.Nullable;

/**
 * One search around a shared scan: what to scan, and how the hits become matches. A group that has a graph is not scanned,
 * only what the graph does not have yet; the graph is asked afterwards, when requests are finished side by side.
 */
final class SimilaritySearch implements ScanRequest<SimilarityView, SearchResult> {

    private final Query query;
    private final int limit;
    private final Scoring scoring;
    private final Thresholds thresholds;
    private final IndexModels models;
    private final SearchMemory memory;
    private @Nullable Weighing weighing;
    private final List<UnitSearch> unitSearches = new ArrayList<>();
    private final Map<String, SimprintScan> simprintScans = new LinkedHashMap<>();

    SimilaritySearch(Query query, int limit, Scoring scoring, Thresholds thresholds, IndexModels models,
            AnswerShare share) {
        this.query = query;
        this.limit = limit;
        this.scoring = scoring;
        this.thresholds = thresholds;
        this.models = models;
        this.memory = new SearchMemory(share);
    }

    @Override
    public List<ScanPart> plan(SimilarityView view) {
        List<ScanPart> parts = new ArrayList<>();
        weighing = query.judging().isPlain() ? null : new Weighing(query, view, models);
        for (IsccUnit unit : query.units()) {
            ColumnView column = view.units().get(unit.type());
            if (column != null) {
                plan(unit, column, view, parts);
            }
        }
        query.simprints().forEach((type, texts) -> {
            BlocksView blocks = view.simprints().get(type);
            if (blocks != null) {
                List<Simprint> simprints = QuerySimprints.decode(type, texts, blocks.bits());
                SimprintScan scan = SimprintScan.of(type, simprints, blocks,
                        proposal(view, GroupKey.ofSimprints(type, blocks.bits())),
                        distance(type, simprints, blocks), memory);
                simprintScans.put(type, scan);
                parts.addAll(scan.parts());
            }
        });
        return parts;
    }

    private void plan(IsccUnit unit, ColumnView column, SimilarityView view, List<ScanPart> parts) {
        long[] words = {unit.w0(), unit.w1(), unit.w2(), unit.w3()};
        for (BlocksView blocks : column.blocks()) {
            int distance = distance(unit, Math.min(unit.bits(), blocks.bits()));
            if (distance >= 0 && blocks.count() > 0) {
                // Codes of another length are compared by their common prefix, which no graph knows.
                ProposalView proposal = unit.bits() == blocks.bits()
                        ? proposal(view, GroupKey.ofUnits(unit.type().name(), blocks.bits()))
                        : null;
                ScanPart part = new ScanPart(proposal == null ? blocks : proposal.fresh(), words, unit.bits(),
                        distance, memory);
                parts.add(part);
                unitSearches.add(new UnitSearch(unit, words, distance, blocks, part, proposal));
            }
        }
    }

    private int distance(IsccUnit unit, int compared) {
        return (weighing != null && weighing.decidesMatches())
                ? weighing.limit(unit, compared)
                : thresholds.ofUnits(compared);
    }

    private int distance(String type, List<Simprint> simprints, BlocksView blocks) {
        int byEvidence = weighing == null ? 0 : weighing.limit(type, Set.copyOf(simprints).size(), blocks);
        return (weighing != null && weighing.decidesMatches()) ? byEvidence : thresholds.ofSimprints(blocks.bits());
    }

    private @Nullable ProposalView proposal(SimilarityView view, GroupKey key) {
        return query.exact() ? null : view.proposals().get(key);
    }

    @Override
    public SearchResult finish(SimilarityView view, List<ScanPart> parts, ScanWork work) {
        memory.check();
        return view.snapshot().read(tx -> finish(tx, view.snapshot().sequence(), work));
    }

    private SearchResult finish(ReadTransaction tx, long sequence, ScanWork work) {
        List<TypeReport> types = new ArrayList<>();
        LongHashSet proposed = new LongHashSet();
        List<TypeReport> scannedAfterAll = new ArrayList<>();
        for (UnitSearch search : unitSearches) {
            TypeReport report = search.report(limit, proposed, work.scanNanos(), memory);
            types.add(report);
            if (search.proposal() != null && report.plan().equals("scan")) {
                scannedAfterAll.add(report);
            }
        }
        LongHashSet inParts = new LongHashSet();
        for (SimprintScan scan : simprintScans.values()) {
            boolean graphed = scan.hasGraph();
            TypeReport report = scan.propose(limit, inParts, work.scanNanos());
            types.add(report);
            if (graphed && report.plan().equals("scan")) {
                scannedAfterAll.add(report);
            }
        }
        simprintScans.values().forEach(scan -> scan.complete(tx, inParts));
        memory.check();
        UnitMatching units = new UnitMatching(tx, query, scoring, limit, weighing, memory);
        List<GlobalMatch> global = units.matches(unitSearches.stream().map(UnitSearch::part).toList(), proposed);
        units.report(types);
        ChunkMatching chunks = new ChunkMatching(tx, query.self(), limit, weighing, memory);
        List<ChunkMatch> chunkMatches = chunks.matches(simprintScans);
        long candidates = types.stream().mapToLong(TypeReport::candidates).sum();
        SearchReport report = new SearchReport(types.stream().allMatch(TypeReport::exact), plan(types),
                work.codes() + units.postingsRead() + candidates + sum(scannedAfterAll, TypeReport::codes),
                work.bytes() + sum(scannedAfterAll, scan -> scan.codes() * scan.bits() / 8), units.total(),
                chunks.total(), work.queueNanos(), work.scanNanos() + sum(scannedAfterAll, TypeReport::nanos), sequence,
                types, weighing == null ? null : weighing.report());
        Asset self = query.self() == null ? null : StoredAssets.find(tx, query.self(), false);
        return new SearchResult(global, chunkMatches, self, report);
    }

    private static long sum(List<TypeReport> reports, ToLongFunction<TypeReport> part) {
        return reports.stream().mapToLong(part).sum();
    }

    /** All ways that were gone, such as {@code scan+prefix}; a query that asks for nothing there is was scanned. */
    private String plan(List<TypeReport> types) {
        boolean lookedUp = query.units().stream().anyMatch(unit -> unit.type().isInstance());
        List<String> similar = types.stream().map(TypeReport::plan).filter(plan -> !plan.equals("prefix")).distinct()
                .sorted().toList();
        boolean compared = query.units().stream().anyMatch(unit -> !unit.type().isInstance())
                || !simprintScans.isEmpty();
        List<String> shown = new ArrayList<>(similar.isEmpty() && compared ? List.of("scan") : similar);
        if (lookedUp || shown.isEmpty()) {
            shown.add("prefix");
        }
        return String.join("+", shown);
    }
}
