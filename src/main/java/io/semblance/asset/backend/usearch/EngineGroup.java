package io.semblance.asset.backend.usearch;

import java.nio.ByteBuffer;
import java.util.List;

import io.semblance.asset.backend.stored.PackedSimprints;
import io.semblance.asset.backend.stored.PackedUnits;
import io.semblance.asset.backend.stored.StoredAssets;
import io.semblance.asset.backend.usearch.proposal.GroupKey;
import io.semblance.asset.backend.usearch.proposal.GroupSource;
import io.semblance.code.UnitType;
import io.semblance.kernel.BlocksView;
import io.semblance.kernel.ColumnView;
import io.semblance.record.ReadTask;
import io.semblance.record.ReadTransaction;

import org.jspecify.annotations.Nullable;

/** One group of codes, as the thread that works on its graph sees it. */
final class EngineGroup implements GroupSource {

    private final SimilarityEngine engine;
    private final GroupKey key;

    EngineGroup(SimilarityEngine engine, GroupKey key) {
        this.engine = engine;
        this.key = key;
    }

    @Override
    public Object lock() {
        return engine;
    }

    @Override
    public void republish() {
        engine.republish();
    }

    @Override
    public long sequence() {
        SimilarityView view = engine.latest();
        if (view == null) {
            return 0;
        }
        try (view) {
            return view.snapshot().sequence();
        }
    }

    @Override
    public long known() {
        return engine.known();
    }

    @Override
    public @Nullable State acquire() {
        SimilarityView view = engine.latest();
        if (view == null) {
            return null;
        }
        BlocksView blocks = blocks(view);
        if (blocks == null) {
            view.close();
            return null;
        }
        return new ViewState(view, blocks, key);
    }

    @Override
    public @Nullable Codes codes() {
        SimilarityView view = engine.latest();
        if (view == null) {
            return null;
        }
        try (view) {
            BlocksView blocks = blocks(view);
            if (blocks == null) {
                return null;
            }
            view.retainCodes();
            return new ViewCodes(view, view.snapshot().sequence(), blocks);
        }
    }

    private @Nullable BlocksView blocks(SimilarityView view) {
        if (key.several()) {
            BlocksView blocks = view.simprints().get(key.type());
            return blocks == null || blocks.bits() != key.bits() ? null : blocks;
        }
        ColumnView column = view.units().get(UnitType.ofName(key.type()));
        return column == null
                ? null
                : column.blocks().stream().filter(blocks -> blocks.bits() == key.bits()).findFirst().orElse(null);
    }

    private record ViewCodes(SimilarityView view, long sequence, BlocksView blocks) implements Codes {

        @Override
        public void close() {
            view.releaseCodes();
        }
    }

    private record ViewState(SimilarityView view, BlocksView blocks, GroupKey key) implements State {

        @Override
        public long sequence() {
            return view.snapshot().sequence();
        }

        @Override
        public long[] codes(ReadTransaction tx, long id) {
            if (key.several()) {
                ByteBuffer packed = StoredAssets.simprints(tx, id);
                return Proposals.codes(PackedSimprints.decode(packed).getOrDefault(key.type(), List.of()),
                        key.bits());
            }
            ByteBuffer packed = StoredAssets.units(tx, id);
            return packed == null ? new long[0] : Proposals.codes(PackedUnits.decode(packed), key);
        }

        @Override
        public <R extends @Nullable Object> R read(ReadTask<R> task) {
            return view.snapshot().read(task);
        }

        @Override
        public void close() {
            view.close();
        }
    }
}
