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
import io.semblance.code.Nphd;
import io.semblance.code.Simprint;
import io.semblance.kernel.BlocksView;
import io.semblance.kernel.ScanPart;
import io.semblance.record.ReadTransaction;

import org.jspecify.annotations.Nullable;

/**
 * The search of one simprint type: each simprint of the query is searched once, however often the query repeats it. With a
 * graph, it proposes assets that hold something near; all simprints of every asset that was found in any type are then
 * compared with all of the query, as the record has them, so that what is found in an asset is complete.
 *
 * @param type the simprint type
 * @param queries the query simprints in query order
 * @param distinct the different ones among them
 * @param positions for each query simprint its place in {@code distinct}
 * @param parts what is scanned, one for each of {@code distinct}: all simprints, or those that the graph does not have yet
 * @param proposal the graph, or null
 * @param distance largest distance of a match
 */
record SimprintScan(String type, List<Simprint> queries, List<Simprint> distinct, List<Integer> positions,
        List<ScanPart> parts, @Nullable ProposalView proposal, int distance) {

    static SimprintScan of(String type, List<Simprint> queries, BlocksView blocks, @Nullable ProposalView proposal,
            int distance) {
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
                    simprint.bits(), distance));
        }
        return new SimprintScan(type, queries, distinct, positions, parts, proposal, distance);
    }

    /** After the scan: adds the assets that the scan hit and those that the graph proposes, and says what was done. */
    TypeReport propose(int limit, LongHashSet assets, long scanNanos) {
        BlocksView blocks = parts.getFirst().blocks();
        long compared = (long) blocks.count() * parts.size();
        parts.forEach(part -> addHits(part, assets));
        if (proposal == null) {
            return TypeReport.exact("SIMPRINT_" + type, blocks.bits(), "scan", compared, scanNanos);
        }
        long began = System.nanoTime();
        int candidates = 0;
        for (Simprint simprint : distinct) {
            candidates += proposal.propose(Columns.words(simprint), distance, limit, assets);
        }
        return new TypeReport("SIMPRINT_" + type, blocks.bits(), "graph", compared, candidates, false,
                proposal.recall(), System.nanoTime() - began);
    }

    private static void addHits(ScanPart part, LongHashSet assets) {
        for (int i = 0; i < part.hits().size(); i++) {
            assets.add(part.hits().id(i));
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
