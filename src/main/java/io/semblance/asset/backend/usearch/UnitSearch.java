package io.semblance.asset.backend.usearch;

import com.carrotsearch.hppc.LongHashSet;

import io.semblance.asset.TypeReport;
import io.semblance.asset.backend.usearch.proposal.ProposalView;
import io.semblance.asset.backend.usearch.proposal.Recall;
import io.semblance.code.IsccUnit;
import io.semblance.kernel.BlocksView;
import io.semblance.kernel.Hits;
import io.semblance.kernel.Kernels;
import io.semblance.kernel.ScanPart;
import io.semblance.kernel.ScanQuery;

import org.jspecify.annotations.Nullable;

/**
 * A unit of the query against the stored codes of its type that have one length.
 *
 * @param distance largest distance of a match
 * @param blocks all codes
 * @param part what is scanned: all codes, or those that the graph does not have yet
 * @param proposal the graph, or null
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record UnitSearch(IsccUnit unit, long[] words, int distance, BlocksView blocks, ScanPart part,
        @Nullable ProposalView proposal) {

    /** Asks the graph, if there is one, and says what was done. */
    TypeReport report(int limit, LongHashSet proposed, long scanNanos, SearchMemory memory) {
        String type = unit.type().name();
        int bits = part.blocks().bits();
        if (proposal == null) {
            return TypeReport.exact(type, bits, "scan", part.blocks().count(), scanNanos);
        }
        long began = System.nanoTime();
        int candidates = proposal.propose(words, distance, limit, proposed);
        if (candidates == ProposalView.GAVE_UP) {
            scan(proposed, memory);
            return TypeReport.exact(type, bits, "scan", blocks.count(), System.nanoTime() - began);
        }
        Recall recall = proposal.recall();
        return new TypeReport(type, bits, "graph", part.blocks().count(), candidates, false, recall.nearest(),
                recall.self(), System.nanoTime() - began);
    }

    private void scan(LongHashSet found, SearchMemory memory) {
        Hits hits = new Hits(memory);
        Kernels.active().scan(blocks, 0, blocks.chunks(),
                new ScanQuery(blocks.bits(), words, unit.bits(), distance, hits));
        memory.check();
        for (int i = 0; i < hits.size(); i++) {
            if (found.add(hits.id(i))) {
                memory.grown(found.size());
            }
        }
    }
}
