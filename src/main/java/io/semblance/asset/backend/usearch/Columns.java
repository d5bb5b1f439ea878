package io.semblance.asset.backend.usearch;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.semblance.asset.PlacedSimprint;
import io.semblance.asset.backend.stored.AssetChange;
import io.semblance.code.IsccUnit;
import io.semblance.code.Simprint;
import io.semblance.code.UnitType;
import io.semblance.kernel.BlocksView;
import io.semblance.kernel.CodeColumn;
import io.semblance.kernel.ColumnView;
import io.semblance.kernel.SimprintColumn;
import io.semblance.record.Snapshot;

/**
 * All codes of an index in memory: a column for each unit type but INSTANCE (those are looked up in the record), and one
 * for each simprint type. Changed by one thread at a time.
 */
final class Columns implements AutoCloseable {

    private final Map<UnitType, CodeColumn> units = new HashMap<>();
    private final Map<String, SimprintColumn> simprints = new TreeMap<>();

    void apply(AssetChange change) {
        setUnits(change.id(), change.units());
        change.simprints().forEach((type, list) -> setSimprints(change.id(), type, list));
    }

    private void setUnits(long id, List<IsccUnit> now) {
        for (Map.Entry<UnitType, CodeColumn> column : units.entrySet()) {
            if (now.stream().noneMatch(unit -> unit.type().equals(column.getKey()))) {
                column.getValue().remove(id);
            }
        }
        now.forEach(unit -> addUnit(id, unit.type(), unit.bits(), unit.w0(), unit.w1(), unit.w2(), unit.w3()));
    }

    void addUnit(long id, UnitType type, int bits, long w0, long w1, long w2, long w3) {
        if (!type.isInstance()) {
            units.computeIfAbsent(type, none -> new CodeColumn()).put(id, bits, w0, w1, w2, w3);
        }
    }

    void setSimprints(long id, String type, List<PlacedSimprint> list) {
        if (list.isEmpty()) {
            remove(id, type);
            return;
        }
        int bits = list.getFirst().simprint().bits();
        SimprintColumn column = simprints.computeIfAbsent(type, none -> new SimprintColumn(bits));
        int words = column.words();
        long[] codes = new long[words * list.size()];
        for (int i = 0; i < list.size(); i++) {
            System.arraycopy(words(list.get(i).simprint()), 0, codes, i * words, words);
        }
        column.replace(id, codes);
    }

    /** A type that is empty is forgotten, and with it its width. */
    private void remove(long id, String type) {
        SimprintColumn column = simprints.get(type);
        if (column != null && column.remove(id) && column.count() == 0) {
            simprints.remove(type);
            column.close();
        }
    }

    static long[] words(Simprint simprint) {
        return new long[]{simprint.w0(), simprint.w1(), simprint.w2(), simprint.w3()};
    }

    /** What readers see from now on; takes over the hold on the snapshot. */
    SimilarityView view(Snapshot snapshot) {
        Map<UnitType, ColumnView> unitViews = new HashMap<>();
        Map<String, BlocksView> simprintViews = new LinkedHashMap<>();
        Map<String, Long> bytes = new TreeMap<>();
        units.forEach((type, column) -> {
            unitViews.put(type, column.view());
            bytes.put(type.name(), column.bytes());
        });
        simprints.forEach((type, column) -> {
            simprintViews.put(type, column.view());
            bytes.put("SIMPRINT_" + type, column.bytes());
        });
        return new SimilarityView(unitViews, simprintViews, bytes, snapshot);
    }

    @Override
    public void close() {
        units.values().forEach(CodeColumn::close);
        simprints.values().forEach(SimprintColumn::close);
    }
}
