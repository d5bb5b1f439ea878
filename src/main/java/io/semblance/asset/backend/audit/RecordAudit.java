package io.semblance.asset.backend.audit;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.semblance.asset.Asset;
import io.semblance.asset.backend.stored.IndexMeta;
import io.semblance.asset.backend.stored.IndexMeta.SimprintFigures;
import io.semblance.asset.backend.stored.PackedUnits;
import io.semblance.asset.backend.stored.StoredAssets;
import io.semblance.code.IsccId;
import io.semblance.code.IsccUnit;
import io.semblance.code.UnitType;
import io.semblance.record.Keys;
import io.semblance.record.ReadTransaction;
import io.semblance.record.RecordFile;
import io.semblance.record.Table;

import org.jspecify.annotations.Nullable;

/**
 * Parses every value of a record, and compares what is said twice: at once, or in parts, each of which goes on where the one
 * before has ended, in the state that the record has by then. Totals are compared if there was but one state.
 */
public final class RecordAudit {

    private static final int LOG_KEY_BYTES = 12;
    private static final int CHANGE_BYTES = 9;

    private final ReadTransaction tx;
    private final AuditProgress progress;
    private final @Nullable CodeSums codes;
    private final BooleanSupplier more;
    private final int realm;

    /**
     * @param codes is given the codes of each asset that is read; null if nobody wants them
     * @param more asked before each entry; false ends the part before it
     */
    RecordAudit(ReadTransaction tx, AuditProgress progress, @Nullable CodeSums codes, BooleanSupplier more) {
        this.tx = tx;
        this.progress = progress;
        this.codes = codes;
        this.more = more;
        this.realm = meta("the realm", () -> IndexMeta.realm(tx));
    }

    /**
     * Reads it all.
     *
     * @throws DamagedRecordException if something cannot be read, or does not agree
     */
    public static RecordCounts counts(RecordFile record) {
        return record.read(tx -> {
            AuditProgress progress = new AuditProgress();
            RecordAudit audit = new RecordAudit(tx, progress, null, () -> true);
            audit.part(record.sequence());
            return audit.counts();
        });
    }

    /**
     * Reads on in the state after a commit.
     *
     * @return whether it has come to the end
     */
    boolean part(long sequence) {
        progress.in(sequence);
        for (Table table = progress.table(); table != null; table = progress.table()) {
            if (!read(table)) {
                return false;
            }
            totals(table);
            progress.endOfTable();
        }
        return true;
    }

    RecordCounts counts() {
        return new RecordCounts(progress.assets, progress.units, progress.simprints, tx.entries(Table.POSTINGS),
                tx.entries(Table.SIMPRINT_COUNTS), tx.entries(Table.LOG));
    }

    private boolean read(Table table) {
        byte[] began = progress.from();
        long beganAt = progress.value();
        boolean[] ended = {true};
        tx.scan(table, began, (key, value) -> {
            if (progress.isBehind(began, beganAt, key, value)) {
                return true;
            }
            progress.reach(key, value);
            ended[0] = more.getAsBoolean();
            if (ended[0]) {
                parsed(table, key, value);
                progress.read();
            }
            return ended[0];
        });
        return ended[0];
    }

    private void totals(Table table) {
        if (!progress.ofOneState()) {
            agree("rows of assets and of their units", tx.entries(Table.ASSETS), tx.entries(Table.UNITS));
        } else if (table == Table.ASSETS) {
            agree("assets and their units", progress.assets, tx.entries(Table.UNITS));
            agree("assets with simprints and rows of simprints", progress.withSimprints, tx.entries(Table.SIMPRINTS));
            simprintTypes();
        } else if (table == Table.SIMPRINT_COUNTS) {
            agree("assets that each simprint occurs in, as counted and as stored", progress.counted,
                    progress.occurrences);
        }
    }

    private void entry(Table table, ByteBuffer key, ByteBuffer value) {
        switch (table) {
            case ASSETS -> asset(Keys.id(key));
            case POSTINGS -> posting(key, Keys.id(value));
            case SIMPRINT_COUNTS -> {
                int number = value.remaining() == Integer.BYTES ? value.getInt() : 0;
                require(number > 0, "is no count");
                progress.counted += number;
            }
            default -> logged(key, value);
        }
    }

    private void asset(long id) {
        ByteBuffer packed = StoredAssets.units(tx, id);
        require(packed != null, "has no row of units");
        Asset asset = StoredAssets.find(tx, new IsccId(realm, id), true);
        require(asset != null, "is gone");
        if (asset != null && packed != null) {
            progress.count(asset.units().size(), asset.simprints());
            if (codes != null) {
                codes.add(id, packed, asset.simprints());
            }
        }
    }

    private void simprintTypes() {
        Map<String, SimprintFigures> stated = meta("the figures of simprint types", () -> IndexMeta.simprints(tx));
        require(stated.keySet().equals(progress.simprintsOfType.keySet()), "the simprint types that are stated are "
                + stated.keySet() + ", those of the assets " + progress.simprintsOfType.keySet());
        stated.forEach((type, figures) -> agree("simprints of type " + type + " as stated and as stored",
                figures.number(), progress.simprintsOfType.getOrDefault(type, 0L)));
    }

    private void posting(ByteBuffer key, long id) {
        UnitType type = UnitType.ofKey(key.getShort() & 0xFFFF);
        byte[] body = new byte[key.remaining()];
        key.get(body);
        ByteBuffer packed = StoredAssets.units(tx, id);
        require(packed != null, "leads to an asset that is not there");
        if (packed != null) {
            List<IsccUnit> ofAsset = PackedUnits.decode(packed);
            require(ofAsset.stream().anyMatch(
                    unit -> unit.type().equals(type) && Arrays.equals(unit.body(), body)),
                    "leads to an asset without this unit");
        }
    }

    private void logged(ByteBuffer key, ByteBuffer row) {
        require(key.remaining() == LOG_KEY_BYTES && Keys.id(key) <= progress.state(), "is no commit of this record");
        int changes = row.remaining() - Long.BYTES;
        require(changes >= 0 && changes % CHANGE_BYTES == 0, "has a part of a change");
    }

    private static <R> R meta(String what, Supplier<R> parse) {
        try {
            return parse.get();
        } catch (RuntimeException unreadable) {
            throw new DamagedRecordException(what + " cannot be read: " + unreadable, unreadable);
        }
    }

    /** What a parser throws over a value is told with the place. */
    private void parsed(Table table, ByteBuffer key, ByteBuffer value) {
        String place = place(table, key);
        try {
            entry(table, key, value);
        } catch (DamagedRecordException damaged) {
            throw new DamagedRecordException(place + " " + damaged.getMessage(), damaged);
        } catch (RuntimeException unreadable) {
            throw new DamagedRecordException(place + " cannot be read: " + unreadable, unreadable);
        }
    }

    private static String place(Table table, ByteBuffer key) {
        byte[] bytes = new byte[key.remaining()];
        key.get(key.position(), bytes);
        return "the entry " + HexFormat.of().formatHex(bytes) + " of table "
                + table.name().toLowerCase(Locale.ROOT);
    }

    private static void agree(String what, long one, long other) {
        require(one == other, "the numbers of " + what + " differ: " + one + " and " + other);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new DamagedRecordException(otherwise, null);
        }
    }
}
