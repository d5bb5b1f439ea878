package io.semblance.asset.backend.usearch;

import com.carrotsearch.hppc.LongHashSet;

import io.semblance.asset.TypeReport;
import io.semblance.asset.backend.usearch.proposal.ProposalView;
import io.semblance.code.IsccUnit;
import io.semblance.kernel.ScanPart;

import org.jspecify.annotations.Nullable;

/**
 * A unit of the query against the stored codes of its type that have one length.
 *
 * @param distance largest distance of a match
 * @param part what is scanned: all codes, or those that the graph does not have yet
 * @param proposal the graph, or null
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record UnitSearch(IsccUnit unit, long[] words, int distance, ScanPart part, @Nullable ProposalView proposal) {

    /** Asks the graph, if there is one, and says what was done. */
    TypeReport report(int limit, LongHashSet proposed, long scanNanos) {
        String type = unit.type().name();
        int bits = part.blocks().bits();
        if (proposal == null) {
            return TypeReport.exact(type, bits, "scan", part.blocks().count(), scanNanos);
        }
        long began = System.nanoTime();
        int candidates = proposal.propose(words, distance, limit, proposed);
        return new TypeReport(type, bits, "graph", part.blocks().count(), candidates, false, proposal.recall(),
                System.nanoTime() - began);
    }
}
