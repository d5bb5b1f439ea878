package io.semblance.asset.backend.stored;

import java.nio.ByteBuffer;
import java.util.List;

import io.semblance.asset.Asset;
import io.semblance.asset.Metadata;
import io.semblance.code.IsccId;
import io.semblance.record.Keys;
import io.semblance.record.ReadTransaction;
import io.semblance.record.Table;

import org.jspecify.annotations.Nullable;

/** What engines read of stored assets. */
public final class StoredAssets {

    private StoredAssets() {
    }

    /** An asset; null if there is none of that id. The realm is taken from the id. */
    public static @Nullable Asset find(ReadTransaction tx, IsccId id, boolean withSimprints) {
        ByteBuffer value = tx.get(Table.ASSETS, Keys.id(id.body()));
        return value == null ? null : complete(tx, AssetValue.decode(id, value), withSimprints);
    }

    /** Adds what lies in other tables. */
    static Asset complete(ReadTransaction tx, Asset asset, boolean withSimprints) {
        byte[] key = Keys.id(asset.id().body());
        ByteBuffer units = tx.get(Table.UNITS, key);
        return new Asset(asset.id(), asset.isccCode(), asset.unitTexts(),
                units == null ? List.of() : PackedUnits.decode(units),
                withSimprints ? PackedSimprints.decode(tx.get(Table.SIMPRINTS, key)) : null, asset.metadata());
    }

    /** Metadata of an asset; null if it has none. */
    public static @Nullable Metadata metadata(ReadTransaction tx, long id) {
        ByteBuffer value = tx.get(Table.ASSETS, Keys.id(id));
        return value == null ? null : AssetValue.decodeMetadata(value);
    }

    /** Packed units of an asset, to be read with {@link PackedUnits}; null if there is no such asset. */
    public static @Nullable ByteBuffer units(ReadTransaction tx, long id) {
        return tx.get(Table.UNITS, Keys.id(id));
    }

    /** Packed simprints of an asset, to be read with {@link PackedSimprints}; null if it has none. */
    public static @Nullable ByteBuffer simprints(ReadTransaction tx, long id) {
        return tx.get(Table.SIMPRINTS, Keys.id(id));
    }
}
