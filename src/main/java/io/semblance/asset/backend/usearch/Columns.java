package io.semblance.asset.backend.usearch;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.semblance.asset.PlacedSimprint;
import io.semblance.asset.backend.stored.AssetChange;
import io.semblance.asset.backend.usearch.proposal.GroupKey;
import io.semblance.asset.backend.usearch.proposal.ProposalView;
import io.semblance.code.IsccUnit;
import io.semblance.code.Simprint;
import io.semblance.code.TypeNames;
import io.semblance.code.UnitType;
import io.semblance.kernel.BlocksView;
import io.semblance.kernel.CodeColumn;
import io.semblance.kernel.CodeWords;
import io.semblance.kernel.ColumnView;
import io.semblance.kernel.SimprintColumn;
import io.semblance.record.Snapshot;

/**
 * All codes of an index in memory: a column for each unit type but INSTANCE (those are looked up in the record), and one
 * for each simprint type. Changed by one thread at a time; while everything is loaded, units by one and simprints by another.
 */
final class Columns implements AutoCloseable {

    private final Map<UnitType, CodeColumn> units = new HashMap<>();
    private final Map<String, SimprintColumn> simprints = new TreeMap<>();
    /** Codes put, replaced or removed since all was loaded, by name of the type; of simprint types {@code SIMPRINT_} before it. */
    private final Map<String, Long> changes = new HashMap<>();

    /** Told of what really changed. */
    @FunctionalInterface
    interface Listener {

        Listener NONE = (type, several, bits, codes) -> {
        };

        /**
         * The asset has other codes of a type now.
         *
         * @param several whether it is a simprint type
         * @param bits length of the codes; 0 if there are none
         * @param codes word after word, in so many words a code as its length needs
         */
        void changed(String type, boolean several, int bits, long[] codes);
    }

    void apply(AssetChange change, Listener listener) {
        setUnits(change.id(), change.units(), listener);
        change.simprints().forEach((type, list) -> setSimprints(change.id(), type, list, listener));
    }

    private void setUnits(long id, List<IsccUnit> now, Listener listener) {
        for (Map.Entry<UnitType, CodeColumn> column : units.entrySet()) {
            if (now.stream().noneMatch(unit -> unit.type().equals(column.getKey())) && column.getValue().remove(id)) {
                changes.merge(column.getKey().name(), 1L, Long::sum);
                listener.changed(column.getKey().name(), false, 0, new long[0]);
            }
        }
        for (IsccUnit unit : now) {
            if (!unit.type().isInstance()
                    && column(unit.type()).put(id, unit.bits(), unit.w0(), unit.w1(), unit.w2(), unit.w3())) {
                changes.merge(unit.type().name(), 1L, Long::sum);
                listener.changed(unit.type().name(), false, unit.bits(), words(unit));
            }
        }
    }

    /** The words of a unit, as many as its length needs. */
    static long[] words(IsccUnit unit) {
        return Arrays.copyOf(new long[]{unit.w0(), unit.w1(), unit.w2(), unit.w3()},
                CodeWords.count(unit.bits()));
    }

    private CodeColumn column(UnitType type) {
        return units.computeIfAbsent(type, none -> new CodeColumn());
    }

    /** Adds a unit while everything is loaded, asset by asset in the order of their ids. */
    void fillUnit(long id, UnitType type, int bits, long w0, long w1, long w2, long w3) {
        if (!type.isInstance()) {
            column(type).fill(id, bits, w0, w1, w2, w3);
        }
    }

    /** Everything is loaded: makes ready for changes, all columns at once. */
    void filled() {
        units.values().parallelStream().forEach(CodeColumn::filled);
    }

    /** Adds simprints while everything is loaded. */
    void fillSimprints(long id, String type, List<PlacedSimprint> list) {
        if (!list.isEmpty()) {
            SimprintColumn column = column(type, list);
            column.replace(id, words(list, column.words()));
        }
    }

    private SimprintColumn column(String type, List<PlacedSimprint> list) {
        return simprints.computeIfAbsent(type, none -> new SimprintColumn(list.getFirst().simprint().bits()));
    }

    private void setSimprints(long id, String type, List<PlacedSimprint> list, Listener listener) {
        if (list.isEmpty()) {
            remove(id, type, listener);
            return;
        }
        SimprintColumn column = column(type, list);
        long[] codes = words(list, column.words());
        long before = column.count();
        if (column.replace(id, codes)) {
            long replaced = before + list.size() - column.count();
            changes.merge(TypeNames.ofSimprints(type), Math.max(replaced, list.size()), Long::sum);
            listener.changed(type, true, list.getFirst().simprint().bits(), codes);
        }
    }

    /** The words of simprints, so many of each. */
    static long[] words(List<PlacedSimprint> list, int words) {
        long[] codes = new long[words * list.size()];
        for (int i = 0; i < list.size(); i++) {
            System.arraycopy(words(list.get(i).simprint()), 0, codes, i * words, words);
        }
        return codes;
    }

    /** A type that is empty is forgotten, and with it its width. */
    private void remove(long id, String type, Listener listener) {
        SimprintColumn column = simprints.get(type);
        long before = column == null ? 0 : column.count();
        if (column == null || !column.remove(id)) {
            return;
        }
        changes.merge(TypeNames.ofSimprints(type), before - column.count(), Long::sum);
        listener.changed(type, true, 0, new long[0]);
        if (column.count() == 0) {
            simprints.remove(type);
            column.close();
        }
    }

    static long[] words(Simprint simprint) {
        return new long[]{simprint.w0(), simprint.w1(), simprint.w2(), simprint.w3()};
    }

    /** Number of codes by group. */
    Map<GroupKey, Long> counts() {
        Map<GroupKey, Long> counts = new HashMap<>();
        units.forEach((type, column) -> {
            for (int bits = CodeColumn.STEP; bits <= CodeColumn.LONGEST; bits += CodeColumn.STEP) {
                counts.put(GroupKey.ofUnits(type.name(), bits), (long) column.count(bits));
            }
        });
        simprints.forEach(
                (type, column) -> counts.put(GroupKey.ofSimprints(type, column.bits()), (long) column.count()));
        return counts;
    }

    /** What readers see from now on; takes over the hold on the snapshot and the proposals. */
    SimilarityView view(Snapshot snapshot, Map<GroupKey, ProposalView> proposals) {
        Map<UnitType, ColumnView> unitViews = new HashMap<>();
        Map<String, BlocksView> simprintViews = new LinkedHashMap<>();
        Map<String, Long> bytes = new TreeMap<>();
        units.forEach((type, column) -> {
            unitViews.put(type, column.view());
            bytes.put(type.name(), column.bytes());
        });
        simprints.forEach((type, column) -> {
            simprintViews.put(type, column.view());
            bytes.put(TypeNames.ofSimprints(type), column.bytes());
        });
        return new SimilarityView(unitViews, simprintViews, Map.copyOf(changes), proposals, bytes, snapshot);
    }

    @Override
    public void close() {
        units.values().forEach(CodeColumn::close);
        simprints.values().forEach(SimprintColumn::close);
    }
}
