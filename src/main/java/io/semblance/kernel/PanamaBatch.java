package io.semblance.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * Queries sorted by the loop that they need: by the number of leading words where several can go together, and apart where
 * a query is alone or ends within a word. Almost all batches are of one class. Made once for many runs of codes: what is
 * allocated between runs evicts what the scan has fetched.
 */
final class PanamaBatch {

    /** Chunks that all classes of a mixed batch go through in turn: together they fit the second-level cache. */
    private static final int PIECE = 8;

    private final ScanQuery[] queries;
    private final ScanQuery[] apart;
    /** By leading words; each a whole number of fours. */
    private final ScanQuery[][] together = new ScanQuery[CodeWords.MAX_WORDS + 1][];
    private final int classes;
    private final int leads;

    PanamaBatch(ScanQuery[] queries) {
        this.queries = queries;
        this.leads = leads();
        List<List<ScanQuery>> sorted = sort();
        this.apart = sorted.getFirst().toArray(ScanQuery[]::new);
        int used = apart.length;
        for (int lead = 0; lead < together.length; lead++) {
            together[lead] = lead == 0 ? new ScanQuery[0] : padded(sorted.get(lead));
            used += together[lead].length > 0 ? 1 : 0;
        }
        this.classes = used;
    }

    /** The most chunks to scan in one go. */
    int piece() {
        return classes > 1 ? PIECE : Integer.MAX_VALUE;
    }

    /** True if a query has asked for another number of leading words since. */
    boolean isStale() {
        return leads != leads();
    }

    /** Scans the slots {@code from..to-1}, which lie in memory as one. */
    void scan(BlocksView view, int from, int to) {
        for (ScanQuery query : apart) {
            query.worked(to - from, PanamaSingle.scan(view, from, to, query));
        }
        for (int lead = 1; lead < together.length; lead++) {
            ScanQuery[] fours = together[lead];
            if (fours.length > 0) {
                PanamaQuads.scan(view, from, to, lead, fours);
                for (ScanQuery query : fours) {
                    query.worked(to - from, lead);
                }
            }
        }
    }

    private int leads() {
        int sum = 0;
        for (ScanQuery query : queries) {
            sum += query.lead;
        }
        return sum;
    }

    private List<List<ScanQuery>> sort() {
        List<List<ScanQuery>> sorted = new ArrayList<>();
        for (int lead = 0; lead < together.length; lead++) {
            sorted.add(new ArrayList<>());
        }
        int most = 0;
        for (ScanQuery query : queries) {
            most = Math.max(most, own(query));
        }
        for (ScanQuery query : queries) {
            sorted.get(most <= query.whole ? most : own(query)).add(query);
        }
        return sorted;
    }

    private int own(ScanQuery query) {
        return queries.length > 1 && query.lead <= query.whole ? query.lead : 0;
    }

    /** A whole number of fours; what is missing are copies that find nothing. */
    private static ScanQuery[] padded(List<ScanQuery> queries) {
        ScanQuery[] fours = new ScanQuery[(queries.size() + 3) / 4 * 4];
        for (int i = 0; i < fours.length; i++) {
            fours[i] = i < queries.size() ? queries.get(i) : queries.getFirst().blind();
        }
        return fours;
    }
}
