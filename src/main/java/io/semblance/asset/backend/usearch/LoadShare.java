package io.semblance.asset.backend.usearch;

import java.util.function.LongConsumer;

import io.semblance.asset.backend.stored.PackedSimprints;
import io.semblance.asset.backend.stored.PackedUnits;
import io.semblance.code.UnitType;
import io.semblance.record.Keys;
import io.semblance.record.ReadTransaction;
import io.semblance.record.Table;

/**
 * What one thread loads. Filling a column is most of the work of a start, and columns know nothing of each other; so the
 * record is read once for each share, and each column is filled by one thread.
 */
enum LoadShare {
    /** The META column; it also reports how far loading is. */
    META,
    /** The columns that look at the content. */
    CONTENT,
    /** All other columns of units. */
    OTHERS,
    /** Simprints of all types. */
    SIMPRINTS;

    private static final int REPORT_EVERY = 1_000;

    void load(ReadTransaction tx, Columns columns, LongConsumer loaded) {
        if (this == SIMPRINTS) {
            tx.scan(Table.SIMPRINTS, new byte[0], (key, value) -> {
                long id = Keys.id(key);
                PackedSimprints.decode(value).forEach((type, list) -> columns.setSimprints(id, type, list));
                return true;
            });
        } else {
            loadUnits(tx, columns, this == META ? loaded : none -> {
            });
        }
    }

    private void loadUnits(ReadTransaction tx, Columns columns, LongConsumer loaded) {
        long[] pending = {0};
        tx.scan(Table.UNITS, new byte[0], (key, value) -> {
            long id = Keys.id(key);
            PackedUnits.visit(value, (key16, bits, w0, w1, w2, w3) -> {
                UnitType type = UnitType.ofKey(key16);
                if (of(type) == this) {
                    columns.addUnit(id, type, bits, w0, w1, w2, w3);
                }
            });
            if (++pending[0] == REPORT_EVERY) {
                loaded.accept(pending[0]);
                pending[0] = 0;
            }
            return true;
        });
        loaded.accept(pending[0]);
    }

    private static LoadShare of(UnitType type) {
        return switch (type.mainType()) {
            case META -> META;
            case SEMANTIC, CONTENT -> CONTENT;
            default -> OTHERS;
        };
    }
}
