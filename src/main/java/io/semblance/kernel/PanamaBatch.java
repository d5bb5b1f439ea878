package io.semblance.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * Queries sorted by the loop that they need: by the number of leading words where several can go together, and apart where
 * a query is alone or ends within a word. Almost all batches are of one class.
 */
final class PanamaBatch {

    /** By leading words; those of class 0 go apart. */
    private final List<List<ScanQuery>> classes = new ArrayList<>();
    private final ScanQuery[] queries;

    PanamaBatch(ScanQuery[] queries) {
        this.queries = queries;
        for (int i = 0; i <= CodeWords.MAX_WORDS; i++) {
            classes.add(new ArrayList<>());
        }
        int most = 0;
        for (ScanQuery query : queries) {
            most = Math.max(most, own(query));
        }
        for (ScanQuery query : queries) {
            classes.get(most <= query.whole ? most : own(query)).add(query);
        }
    }

    boolean isUniform() {
        return classes.stream().filter(queriesOfClass -> !queriesOfClass.isEmpty()).count() <= 1
                && classes.getFirst().size() <= 1;
    }

    /** Scans the slots {@code from..to-1}, which lie in memory as one. */
    void scan(BlocksView view, int from, int to) {
        for (ScanQuery query : classes.getFirst()) {
            PanamaSingle.scan(view, from, to, query);
            query.worked(to - from, query.words);
        }
        for (int lead = 1; lead < classes.size(); lead++) {
            List<ScanQuery> together = classes.get(lead);
            if (!together.isEmpty()) {
                PanamaQuads.scan(view, from, to, lead, padded(together));
                for (ScanQuery query : together) {
                    query.worked(to - from, lead);
                }
            }
        }
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
