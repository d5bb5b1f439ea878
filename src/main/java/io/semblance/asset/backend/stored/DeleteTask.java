package io.semblance.asset.backend.stored;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.semblance.asset.PlacedSimprint;
import io.semblance.asset.RealmRule;
import io.semblance.asset.WriteStatus;
import io.semblance.code.IsccId;
import io.semblance.code.UnitType;
import io.semblance.record.ChangeOperation;
import io.semblance.record.Keys;
import io.semblance.record.Table;
import io.semblance.record.WriteTask;
import io.semblance.record.WriteTransaction;

/** Removes assets from all tables. */
record DeleteTask(List<IsccId> ids, Predicate<UnitType> posted) implements WriteTask<Applied> {

    @Override
    public Applied apply(WriteTransaction tx) {
        int realm = IndexMeta.realm(tx);
        ids.forEach(id -> RealmRule.checkLookUp(realm, id));
        List<WriteStatus> statuses = new ArrayList<>(ids.size());
        List<AssetChange> changes = new ArrayList<>(ids.size());
        for (IsccId id : ids) {
            statuses.add(delete(tx, id.body(), changes) ? WriteStatus.DELETED : WriteStatus.ABSENT);
        }
        return Applied.of(statuses, changes, tx);
    }

    private boolean delete(WriteTransaction tx, long id, List<AssetChange> changes) {
        byte[] key = Keys.id(id);
        byte[] units = tx.getBytes(Table.UNITS, key);
        if (units == null) {
            return false;
        }
        Map<String, List<PlacedSimprint>> gone = SimprintTables.remove(tx, id);
        Postings.replace(tx, key, PackedUnits.decode(ByteBuffer.wrap(units)), List.of(), posted);
        tx.delete(Table.UNITS, key);
        tx.delete(Table.ASSETS, key);
        tx.logChange(ChangeOperation.DELETE, id);
        changes.add(new AssetChange(id, List.of(), gone));
        return true;
    }
}
