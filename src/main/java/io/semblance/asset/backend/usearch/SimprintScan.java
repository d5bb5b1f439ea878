package io.semblance.asset.backend.usearch;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.carrotsearch.hppc.LongHashSet;
import com.carrotsearch.hppc.cursors.LongCursor;

import io.semblance.asset.TypeReport;
import io.semblance.asset.backend.stored.PackedSimprints;
import io.semblance.asset.backend.stored.StoredAssets;
import io.semblance.asset.backend.usearch.proposal.ProposalView;
import io.semblance.asset.backend.usearch.proposal.Recall;
import io.semblance.code.Nphd;
import io.semblance.code.Simprint;
import io.semblance.code.TypeNames;
import io.semblance.kernel.BlocksView;
import io.semblance.kernel.Hits;
import io.semblance.kernel.Kernels;
import io.semblance.kernel.ScanPart;
import io.semblance.kernel.ScanQuery;
import io.semblance.record.ReadTransaction;

import org.jspecify.annotations.Nullable;

/**
 * The search of one simprint type: each simprint of the query is searched once, however often the query repeats it. With a
 * graph, it proposes assets that hold something near; all simprints of every asset that was found in any type are then
 * compared with all of the query, as the record has them, so that what is found in an asset is complete.
 */
final class SimprintScan {

    private final String type;
    private final List<Simprint> queries;
    private final List<Simprint> distinct;
    /** For each query simprint its place in {@link #distinct}. */
    private final List<Integer> positions;
    private final BlocksView blocks;
    /** One for each of {@link #distinct}: over all simprints, or those that the graph does not have yet. */
    private final List<ScanPart> parts;
    private @Nullable ProposalView proposal;
    private final int distance;
    private final SearchMemory memory;

    private SimprintScan(String type, List<Simprint> queries, List<Simprint> distinct, List<Integer> positions,
            BlocksView blocks, List<ScanPart> parts, @Nullable ProposalView proposal, int distance,
            SearchMemory memory) {
        this.type = type;
        this.queries = queries;
        this.distinct = distinct;
        this.positions = positions;
        this.blocks = blocks;
        this.parts = parts;
        this.proposal = proposal;
        this.distance = distance;
        this.memory = memory;
    }

    /**
     * A search yet to be made.
     *
     * @param queries the query simprints in query order
     * @param proposal the graph, or null
     * @param distance largest distance of a match
     */
    static SimprintScan of(String type, List<Simprint> queries, BlocksView blocks, @Nullable ProposalView proposal,
            int distance, SearchMemory memory) {
        Map<Simprint, Integer> places = new LinkedHashMap<>();
        List<Integer> positions = new ArrayList<>(queries.size());
        for (Simprint query : queries) {
            places.putIfAbsent(query, places.size());
            positions.add(places.getOrDefault(query, 0));
        }
        List<Simprint> distinct = List.copyOf(places.keySet());
        List<ScanPart> parts = new ArrayList<>(distinct.size());
        for (Simprint simprint : distinct) {
            parts.add(new ScanPart(proposal == null ? blocks : proposal.fresh(), Columns.words(simprint),
                    simprint.bits(), distance, memory));
        }
        return new SimprintScan(type, queries, distinct, positions, blocks, parts, proposal, distance, memory);
    }

    String type() {
        return type;
    }

    SearchMemory memory() {
        return memory;
    }

    List<Simprint> queries() {
        return queries;
    }

    List<Simprint> distinct() {
        return distinct;
    }

    /** For each query simprint its place among the different ones. */
    List<Integer> positions() {
        return positions;
    }

    List<ScanPart> parts() {
        return parts;
    }

    /** Whether a graph is asked, which may give up. */
    boolean hasGraph() {
        return proposal != null;
    }

    /** After the scan: adds the assets that the scan hit and those that the graph proposes, and says what was done. */
    TypeReport propose(int limit, LongHashSet assets, long scanNanos) {
        ProposalView graph = proposal;
        TypeReport report = graph == null ? scanned(scanNanos) : propose(graph, limit, assets);
        memory.check();
        parts.forEach(part -> addHits(part, assets));
        return report;
    }

    private TypeReport scanned(long nanos) {
        return TypeReport.exact(TypeNames.ofSimprints(type), blocks.bits(), "scan",
                (long) blocks.count() * parts.size(), nanos);
    }

    private TypeReport propose(ProposalView graph, int limit, LongHashSet assets) {
        long began = System.nanoTime();
        int candidates = 0;
        for (Simprint simprint : distinct) {
            int given = graph.propose(Columns.words(simprint), distance, limit, assets);
            if (given == ProposalView.GAVE_UP) {
                scanAll();
                return scanned(System.nanoTime() - began);
            }
            candidates += given;
        }
        Recall recall = graph.recall();
        return new TypeReport(TypeNames.ofSimprints(type), blocks.bits(), "graph",
                (long) graph.fresh().count() * parts.size(), candidates, false, recall.nearest(), recall.self(),
                System.nanoTime() - began);
    }

    /** In place of the graph, in one pass. */
    private void scanAll() {
        proposal = null;
        ScanQuery[] scans = new ScanQuery[parts.size()];
        for (int i = 0; i < scans.length; i++) {
            Hits hits = parts.get(i).hits();
            hits.truncate(0);
            scans[i] = new ScanQuery(blocks.bits(), Columns.words(distinct.get(i)), blocks.bits(), distance, hits);
        }
        Kernels.active().scan(blocks, 0, blocks.chunks(), scans);
    }

    private void addHits(ScanPart part, LongHashSet assets) {
        for (int i = 0; i < part.hits().size(); i++) {
            if (assets.add(part.hits().id(i))) {
                memory.grown(assets.size());
            }
        }
    }

    /** Completes the hits of assets that were found in any type: one that this type's graph missed must not score lower. */
    void complete(ReadTransaction tx, LongHashSet assets) {
        if (proposal == null) {
            return;
        }
        LongHashSet scanned = new LongHashSet();
        parts.forEach(part -> addHits(part, scanned));
        for (LongCursor asset : assets) {
            if (!scanned.contains(asset.value)) {
                compare(tx, asset.value);
            }
        }
    }

    /** An asset that is gone, or has other simprints by now, adds nothing. */
    private void compare(ReadTransaction tx, long id) {
        ByteBuffer packed = StoredAssets.simprints(tx, id);
        if (packed == null) {
            return;
        }
        PackedSimprints.visit(packed, type, (tag, w0, w1, w2, w3) -> {
            for (int i = 0; i < distinct.size(); i++) {
                Simprint query = distinct.get(i);
                int differing = Nphd.differing(query.w0(), query.w1(), query.w2(), query.w3(), w0, w1, w2, w3,
                        query.bits());
                if (differing <= distance) {
                    parts.get(i).hits().add(id, tag, differing);
                }
            }
        });
    }
}
