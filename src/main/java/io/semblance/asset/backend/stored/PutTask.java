package io.semblance.asset.backend.stored;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.semblance.asset.Asset;
import io.semblance.asset.Batch;
import io.semblance.asset.CapacityRule;
import io.semblance.asset.KeptSimprintsRule;
import io.semblance.asset.PlacedSimprint;
import io.semblance.asset.RealmRule;
import io.semblance.asset.WidthRule;
import io.semblance.asset.WriteStatus;
import io.semblance.code.IsccUnit;
import io.semblance.code.UnitType;
import io.semblance.record.ChangeOperation;
import io.semblance.record.Keys;
import io.semblance.record.ReadTransaction;
import io.semblance.record.Table;
import io.semblance.record.WriteTask;
import io.semblance.record.WriteTransaction;

/**
 * Stores a batch. Everything that can be refused is refused before the first write, and what can be computed outside of
 * the transaction is: the values are packed when the task is made, by the thread that asks.
 */
final class PutTask implements WriteTask<Applied> {

    private final List<Asset> batch;
    private final List<Packed> last;
    private final Predicate<UnitType> posted;
    private final long bytes;

    PutTask(List<Asset> batch, Predicate<UnitType> posted) {
        this.batch = batch;
        this.posted = posted;
        this.last = Batch.lastOfEach(batch).values().stream().map(Packed::new).toList();
        this.bytes = last.stream().mapToLong(Packed::bytes).sum();
    }

    @Override
    public long bytesHint() {
        return bytes;
    }

    @Override
    public Applied apply(WriteTransaction tx) {
        int realm = IndexMeta.realm(tx);
        int realmAfter = RealmRule.afterAdding(realm, batch);
        Map<String, Integer> widths = new LinkedHashMap<>();
        Map<String, Long> numbers = new LinkedHashMap<>();
        IndexMeta.simprints(tx).forEach((type, figures) -> {
            widths.put(type, figures.bits());
            numbers.put(type, figures.number());
        });
        List<Asset> assets = last.stream().map(packed -> packed.asset).toList();
        WidthRule.check(widths, assets);
        CapacityRule.check(tx.entries(Table.UNITS), numbers, assets);
        last.forEach(packed -> packed.checkWithWhatItKeeps(tx));
        List<WriteStatus> statuses = Batch.statuses(batch, id -> tx.contains(Table.ASSETS, Keys.id(id)));
        if (realmAfter != realm) {
            IndexMeta.putRealm(tx, realmAfter);
        }
        List<AssetChange> changes = new ArrayList<>(last.size());
        for (Packed packed : last) {
            apply(tx, packed, changes);
        }
        return Applied.of(statuses, changes, tx);
    }

    private void apply(WriteTransaction tx, Packed packed, List<AssetChange> changes) {
        Asset asset = packed.asset;
        Map<String, List<PlacedSimprint>> simprints = asset.simprints() == null
                ? Map.of()
                : SimprintTables.update(tx, asset.id().body(), asset.simprints());
        byte[] before = tx.getBytes(Table.UNITS, packed.key);
        boolean sameUnits = before != null && Arrays.equals(before, packed.units);
        if (sameUnits && simprints.isEmpty()
                && Arrays.equals(tx.getBytes(Table.ASSETS, packed.key), packed.value)) {
            return;
        }
        tx.put(Table.ASSETS, packed.key, packed.value);
        if (!sameUnits) {
            tx.put(Table.UNITS, packed.key, packed.units);
            List<IsccUnit> old = before == null ? List.of() : PackedUnits.decode(ByteBuffer.wrap(before));
            Postings.replace(tx, packed.key, old, asset.units(), posted);
        }
        tx.logChange(ChangeOperation.PUT, asset.id().body());
        changes.add(new AssetChange(asset.id().body(), asset.units(), simprints));
    }

    /** An asset and its values, packed. */
    private static final class Packed {

        final Asset asset;
        final byte[] key;
        final byte[] value;
        final byte[] units;

        Packed(Asset asset) {
            this.asset = asset;
            this.key = Keys.id(asset.id().body());
            this.value = AssetValue.encode(asset);
            this.units = PackedUnits.encode(asset.units());
        }

        /** Types that the update does not name stay. */
        void checkWithWhatItKeeps(ReadTransaction tx) {
            if (asset.simprints() != null && !asset.simprints().isEmpty()) {
                KeptSimprintsRule.check(PackedSimprints.numbers(tx.get(Table.SIMPRINTS, key)), asset);
            }
        }

        /** About what is written: a posting and an entry of the change log cost some 100 bytes. */
        long bytes() {
            int simprints = asset.simprints() == null
                    ? 0
                    : asset.simprints().values().stream().mapToInt(List::size).sum();
            return value.length + units.length + 100L + 100L * simprints;
        }
    }
}
