package io.semblance.asset.backend.usearch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import io.semblance.asset.evidence.Estimates;
import io.semblance.asset.evidence.Estimates.Made;
import io.semblance.asset.evidence.Estimates.State;
import io.semblance.asset.evidence.StoredCodes;
import io.semblance.asset.evidence.TypeModels;
import io.semblance.code.TypeNames;
import io.semblance.code.UnitType;
import io.semblance.kernel.BlocksView;
import io.semblance.kernel.ColumnView;
import io.semblance.record.ChangeLogGapException;
import io.semblance.record.ReadTransaction;
import io.semblance.record.Table;

import org.jspecify.annotations.Nullable;

/** How far apart the unrelated codes of an index are, type by type, made from the blocks in memory, and saved beside the record. */
final class IndexModels implements AutoCloseable {

    private final Estimates estimates = new Estimates(this::save);
    private final SavedEstimates saved;
    private final Supplier<@Nullable SimilarityView> latest;
    private boolean closed;

    /** @param latest the published view, held for the caller; null once closed */
    IndexModels(Path directory, Supplier<@Nullable SimilarityView> latest) {
        this.saved = new SavedEstimates(directory);
        this.latest = latest;
    }

    /** Takes over what was saved of the record. */
    void load(ReadTransaction tx) {
        List<SavedEstimates.Saved> found = saved.read(tx.identity(SavedEstimates.FILE));
        estimates.restore(found.stream()
                .map(one -> new Made(one.models(), new State(one.sequence(), -changed(tx, one)))).toList());
    }

    /** How many codes of a type have changed since, by the share of assets that did, which the change log tells. */
    private static long changed(ReadTransaction tx, SavedEstimates.Saved since) {
        long assets = Math.max(1, tx.entries(Table.ASSETS));
        long[] changes = {0};
        try {
            tx.changesSince(since.sequence(), change -> ++changes[0] < assets);
        } catch (ChangeLogGapException beyond) {
            changes[0] = assets;
        }
        return since.models().codes() * changes[0] / assets;
    }

    private void save() {
        SimilarityView view = latest.get();
        if (view != null) {
            try (view) {
                save(view.snapshot().read(tx -> tx.identity(SavedEstimates.FILE)));
            }
        }
    }

    /** Nothing is written once the index is closed: its directory may be gone, or be another's. */
    private synchronized void save(long identity) {
        if (!closed) {
            saved.write(identity, estimates.lasting().stream()
                    .map(made -> new SavedEstimates.Saved(made.models(), made.of().sequence())).toList());
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    TypeModels ofUnits(SimilarityView view, UnitType type) {
        ColumnView column = view.units().get(type);
        return column == null
                ? TypeModels.assumed(type.name())
                : estimates.of(type.name(), column.count(), state(view, type.name()), () -> ofUnitsNow(view, type),
                        () -> later(type.name(), held -> ofUnitsNow(held, type)));
    }

    TypeModels ofSimprints(SimilarityView view, String type) {
        BlocksView blocks = view.simprints().get(type);
        String name = TypeNames.ofSimprints(type);
        return blocks == null
                ? TypeModels.assumed(name)
                : estimates.of(name, blocks.count(), state(view, name), () -> ofSimprintsNow(view, type),
                        () -> later(name, held -> ofSimprintsNow(held, type)));
    }

    private static State state(SimilarityView view, String type) {
        return new State(view.snapshot().sequence(), view.changes().getOrDefault(type, 0L));
    }

    /** The models of all types that there are codes of. */
    List<TypeModels> all() {
        SimilarityView view = latest.get();
        if (view == null) {
            return List.of();
        }
        try (view) {
            List<TypeModels> all = new ArrayList<>();
            view.units().keySet().stream().sorted((a, b) -> a.name().compareTo(b.name()))
                    .forEach(type -> all.add(ofUnits(view, type)));
            view.simprints().keySet().forEach(type -> all.add(ofSimprints(view, type)));
            return all;
        }
    }

    private @Nullable Made later(String type, Function<SimilarityView, TypeModels> make) {
        SimilarityView view = latest.get();
        if (view == null) {
            return null;
        }
        try (view) {
            return new Made(make.apply(view), state(view, type));
        }
    }

    private static TypeModels ofUnitsNow(SimilarityView view, UnitType type) {
        ColumnView column = view.units().get(type);
        return column == null
                ? TypeModels.assumed(type.name())
                : TypeModels.ofUnits(type.name(), column.blocks().stream().map(Blocks::new).toList());
    }

    private static TypeModels ofSimprintsNow(SimilarityView view, String type) {
        BlocksView blocks = view.simprints().get(type);
        String name = TypeNames.ofSimprints(type);
        return blocks == null ? TypeModels.assumed(name) : TypeModels.ofSimprints(name, new Blocks(blocks));
    }

    private record Blocks(BlocksView blocks) implements StoredCodes {

        @Override
        public int bits() {
            return blocks.bits();
        }

        @Override
        public int count() {
            return blocks.count();
        }

        @Override
        public long word(int code, int word) {
            return blocks.word(code, word);
        }
    }
}
