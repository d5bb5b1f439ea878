package io.semblance.proof.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.ForwardingIndex;
import io.semblance.asset.GlobalMatch;
import io.semblance.asset.Query;
import io.semblance.asset.SearchResult;
import io.semblance.asset.WriteResult;
import io.semblance.asset.WriteStatus;

/** Indexes with a fault each, which the model test must find. */
final class BrokenIndexes {

    private static final int RARELY = 20;

    private BrokenIndexes() {
    }

    /** Now and then the last asset of a batch is acknowledged and not stored. */
    static final class LostTail extends ForwardingIndex {

        private int batches;

        LostTail(AssetIndex index) {
            super(index);
        }

        @Override
        public WriteResult put(List<Asset> batch) {
            if (batch.size() < 2 || ++batches % RARELY > 0) {
                return super.put(batch);
            }
            WriteResult stored = super.put(batch.subList(0, batch.size() - 1));
            List<WriteStatus> statuses = new ArrayList<>(stored.statuses());
            statuses.add(super.find(batch.getLast().id(), false) == null
                    ? WriteStatus.CREATED
                    : WriteStatus.UPDATED);
            return new WriteResult(statuses, stored.sequence());
        }
    }

    /** Now and then an asset that matches is not found, as if its posting had been dropped. */
    static final class DroppedPosting extends ForwardingIndex {

        private int searches;

        DroppedPosting(AssetIndex index) {
            super(index);
        }

        @Override
        public SearchResult search(Query query, int limit) {
            SearchResult all = super.search(query, limit);
            if (++searches % RARELY > 0 || all.globalMatches().isEmpty()) {
                return all;
            }
            return with(all, all.globalMatches().subList(0, all.globalMatches().size() - 1));
        }
    }

    /** Now and then the two best matches have changed their places and scores. */
    static final class SwappedScores extends ForwardingIndex {

        private int searches;

        SwappedScores(AssetIndex index) {
            super(index);
        }

        @Override
        public SearchResult search(Query query, int limit) {
            SearchResult all = super.search(query, limit);
            if (++searches % RARELY > 0 || all.globalMatches().size() < 2) {
                return all;
            }
            List<GlobalMatch> swapped = new ArrayList<>(all.globalMatches());
            Collections.swap(swapped, 0, 1);
            return with(all, swapped);
        }
    }

    private static SearchResult with(SearchResult all, List<GlobalMatch> matches) {
        return new SearchResult(matches, all.chunkMatches(), all.self(), all.report());
    }
}
