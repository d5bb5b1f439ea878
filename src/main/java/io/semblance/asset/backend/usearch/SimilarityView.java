package io.semblance.asset.backend.usearch;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.semblance.asset.backend.usearch.proposal.GroupKey;
import io.semblance.asset.backend.usearch.proposal.ProposalView;
import io.semblance.code.UnitType;
import io.semblance.kernel.BlocksView;
import io.semblance.kernel.ColumnView;
import io.semblance.record.Snapshot;

/**
 * One state of an index: the blocks to scan and the record, both of the same commit. Counted; the last one who closes it
 * frees what only this state needs. The blocks can be held for longer than the rest.
 */
final class SimilarityView implements AutoCloseable {

    private final Map<UnitType, ColumnView> units;
    private final Map<String, BlocksView> simprints;
    private final Map<String, Long> changes;
    private final Map<GroupKey, ProposalView> proposals;
    private final Map<String, Long> bytes;
    private final Snapshot snapshot;
    private final AtomicInteger holders = new AtomicInteger(1);
    /** One is this view itself, for as long as it has holders. */
    private final AtomicInteger codesHolders = new AtomicInteger(1);
    private final AtomicInteger searches = new AtomicInteger();

    /** With one holder: the engine. Takes over the views and the hold on the snapshot. */
    SimilarityView(Map<UnitType, ColumnView> units, Map<String, BlocksView> simprints,
            Map<String, Long> changes, Map<GroupKey, ProposalView> proposals, Map<String, Long> bytes,
            Snapshot snapshot) {
        this.units = units;
        this.simprints = simprints;
        this.changes = changes;
        this.proposals = proposals;
        this.bytes = bytes;
        this.snapshot = snapshot;
    }

    /** Codes by unit type; types without any may be absent. */
    Map<UnitType, ColumnView> units() {
        return units;
    }

    /** Simprints by type; only types that have some. */
    Map<String, BlocksView> simprints() {
        return simprints;
    }

    /** Codes put, replaced or removed since the index was loaded, by name of the type; see {@link Columns}. */
    Map<String, Long> changes() {
        return changes;
    }

    /** The groups that have a graph, which proposes in place of a scan. */
    Map<GroupKey, ProposalView> proposals() {
        return proposals;
    }

    /** Memory by part. */
    Map<String, Long> bytes() {
        return bytes;
    }

    /** The record as it was after the same commit. */
    Snapshot snapshot() {
        return snapshot;
    }

    /** Searches that look at this state now; beside them those hold it who work on graphs. */
    AtomicInteger searches() {
        return searches;
    }

    boolean tryRetain() {
        int held = holders.get();
        while (held > 0) {
            int witness = holders.compareAndExchange(held, held + 1);
            if (witness == held) {
                return true;
            }
            held = witness;
        }
        return false;
    }

    /** Holds units and simprints alone; called by one who holds all. */
    void retainCodes() {
        codesHolders.incrementAndGet();
    }

    void releaseCodes() {
        if (codesHolders.decrementAndGet() == 0) {
            units.values().forEach(ColumnView::close);
            simprints.values().forEach(BlocksView::close);
        }
    }

    @Override
    public void close() {
        if (holders.decrementAndGet() == 0) {
            proposals.values().forEach(ProposalView::close);
            snapshot.close();
            releaseCodes();
        }
    }
}
