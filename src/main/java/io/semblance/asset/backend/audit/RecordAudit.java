package io.semblance.asset.backend.audit;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import io.semblance.asset.Asset;
import io.semblance.asset.PlacedSimprint;
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

/** Parses every value of a record, and compares what is said twice. */
public final class RecordAudit {

    private static final byte[] FIRST = new byte[0];
    private static final int LOG_KEY_BYTES = 12;
    private static final int CHANGE_BYTES = 9;

    private final ReadTransaction tx;
    private final long sequence;
    private final Runnable pace;
    private final Map<String, Long> simprintsOfType = new HashMap<>();
    private long assets;
    private long units;
    private long simprints;
    private long withSimprints;
    private long occurrences;
    private long counted;

    private RecordAudit(ReadTransaction tx, long sequence, Runnable pace) {
        this.tx = tx;
        this.sequence = sequence;
        this.pace = pace;
    }

    /**
     * Reads it all.
     *
     * @throws DamagedRecordException if something cannot be read, or does not agree
     */
    public static RecordCounts counts(RecordFile record) {
        return record.read(tx -> counts(tx, record.sequence(), () -> {
        }));
    }

    /**
     * Reads it all, of a record that is in use.
     *
     * @param pace called before each entry; what it throws ends the reading
     * @throws DamagedRecordException if something cannot be read, or does not agree
     */
    public static RecordCounts counts(ReadTransaction tx, long sequence, Runnable pace) {
        return new RecordAudit(tx, sequence, pace).counts();
    }

    private RecordCounts counts() {
        int realm = meta("the realm", () -> IndexMeta.realm(tx));
        tx.scan(Table.ASSETS, FIRST, (key, value) -> parsed(Table.ASSETS, key, () -> asset(realm, Keys.id(key))));
        agree("assets and their units", assets, tx.entries(Table.UNITS));
        agree("assets with simprints and rows of simprints", withSimprints, tx.entries(Table.SIMPRINTS));
        simprintTypes();
        tx.scan(Table.POSTINGS, FIRST, (key, id) -> parsed(Table.POSTINGS, key, () -> posting(key, Keys.id(id))));
        tx.scan(Table.SIMPRINT_COUNTS, FIRST, (key, count) -> parsed(Table.SIMPRINT_COUNTS, key, () -> {
            int number = count.remaining() == Integer.BYTES ? count.getInt() : 0;
            require(number > 0, "is no count");
            counted += number;
        }));
        agree("assets that each simprint occurs in, as counted and as stored", counted, occurrences);
        tx.scan(Table.LOG, FIRST, (key, row) -> parsed(Table.LOG, key, () -> logged(key, row)));
        return new RecordCounts(assets, units, simprints, tx.entries(Table.POSTINGS),
                tx.entries(Table.SIMPRINT_COUNTS), tx.entries(Table.LOG));
    }

    private void asset(int realm, long id) {
        require(StoredAssets.units(tx, id) != null, "has no row of units");
        Asset asset = StoredAssets.find(tx, new IsccId(realm, id), true);
        require(asset != null, "is gone");
        if (asset != null) {
            assets++;
            units += asset.units().size();
            count(asset.simprints());
        }
    }

    private void count(@Nullable Map<String, List<PlacedSimprint>> ofAsset) {
        if (ofAsset != null && !ofAsset.isEmpty()) {
            withSimprints++;
            ofAsset.forEach((type, list) -> {
                simprintsOfType.merge(type, (long) list.size(), Long::sum);
                simprints += list.size();
                occurrences += list.stream().map(PlacedSimprint::simprint).distinct().count();
            });
        }
    }

    private void simprintTypes() {
        Map<String, SimprintFigures> stated = meta("the figures of simprint types", () -> IndexMeta.simprints(tx));
        require(stated.keySet().equals(simprintsOfType.keySet()), "the simprint types that are stated are "
                + stated.keySet() + ", those of the assets " + simprintsOfType.keySet());
        stated.forEach((type, figures) -> agree("simprints of type " + type + " as stated and as stored",
                figures.number(), simprintsOfType.getOrDefault(type, 0L)));
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
        require(key.remaining() == LOG_KEY_BYTES && Keys.id(key) <= sequence, "is no commit of this record");
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

    /** What a parser throws over a value is told with the place; true, so that the scan goes on. */
    private boolean parsed(Table table, ByteBuffer key, Runnable parse) {
        pace.run();
        String place = place(table, key);
        try {
            parse.run();
            return true;
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
