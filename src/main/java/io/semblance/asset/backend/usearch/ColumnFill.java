package io.semblance.asset.backend.usearch;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.function.LongConsumer;

import io.semblance.asset.backend.stored.PackedSimprints;
import io.semblance.asset.backend.stored.PackedUnits;
import io.semblance.code.UnitType;
import io.semblance.record.FirstReading;
import io.semblance.record.Keys;
import io.semblance.record.Table;

/** Fills empty columns with what is read while a record is checked. */
final class ColumnFill implements FirstReading {

    private static final Set<Table> TABLES = Set.of(Table.UNITS, Table.SIMPRINTS);
    private static final int REPORT_EVERY = 1_000;

    private final Columns columns;
    private final LongConsumer loaded;
    private long assets;

    /** @param loaded is told of how many assets have their units in the columns */
    ColumnFill(Columns columns, LongConsumer loaded) {
        this.columns = columns;
        this.loaded = loaded;
    }

    @Override
    public Set<Table> tables() {
        return TABLES;
    }

    @Override
    public void take(Table table, ByteBuffer key, ByteBuffer value) {
        long id = Keys.id(key);
        if (table == Table.SIMPRINTS) {
            PackedSimprints.decode(value).forEach((type, list) -> columns.fillSimprints(id, type, list));
            return;
        }
        PackedUnits.visit(value,
                (type, bits, w0, w1, w2, w3) -> columns.fillUnit(id, UnitType.ofKey(type), bits, w0, w1, w2, w3));
        if (++assets % REPORT_EVERY == 0) {
            loaded.accept(assets);
        }
    }
}
