package io.semblance.asset.backend.stored;

import java.nio.ByteBuffer;

import io.semblance.asset.Metadata;
import io.semblance.record.Keys;
import io.semblance.record.ReadTransaction;
import io.semblance.record.Table;

import org.jspecify.annotations.Nullable;

/** What engines read of stored assets. */
public final class StoredAssets {

    private StoredAssets() {
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
