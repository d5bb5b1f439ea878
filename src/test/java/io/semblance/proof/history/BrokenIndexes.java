package io.semblance.proof.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.ForwardingIndex;
import io.semblance.asset.WriteResult;
import io.semblance.asset.WriteStatus;
import io.semblance.code.IsccId;

import org.jspecify.annotations.Nullable;

/** Indexes with a fault each, which a check that sees something must find. */
final class BrokenIndexes {

    private BrokenIndexes() {
    }

    /** Every fiftieth look at an asset shows it as it was before its last write. */
    static final class Stale extends ForwardingIndex {

        private static final int RARELY = 50;

        private final Map<IsccId, Asset> before = new ConcurrentHashMap<>();
        private final AtomicInteger looks = new AtomicInteger();

        Stale(AssetIndex index) {
            super(index);
        }

        @Override
        public WriteResult put(List<Asset> batch) {
            for (Asset asset : batch) {
                Asset old = super.find(asset.id(), false);
                if (old != null) {
                    before.put(asset.id(), old);
                }
            }
            return super.put(batch);
        }

        @Override
        public @Nullable Asset find(IsccId id, boolean withSimprints) {
            Asset old = before.get(id);
            return old != null && looks.incrementAndGet() % RARELY == 0 ? old : super.find(id, withSimprints);
        }
    }

    /** Writes the rest of a batch a moment after its first asset. */
    static final class Torn extends ForwardingIndex {

        private static final long LONG_ENOUGH_TO_BE_SEEN = 200_000;

        Torn(AssetIndex index) {
            super(index);
        }

        @Override
        public WriteResult put(List<Asset> batch) {
            if (batch.size() == 1) {
                return super.put(batch);
            }
            WriteResult first = super.put(batch.subList(0, 1));
            LockSupport.parkNanos(LONG_ENOUGH_TO_BE_SEEN);
            WriteResult rest = super.put(batch.subList(1, batch.size()));
            List<WriteStatus> statuses = new ArrayList<>(first.statuses());
            statuses.addAll(rest.statuses());
            return new WriteResult(statuses, rest.sequence());
        }
    }
}
