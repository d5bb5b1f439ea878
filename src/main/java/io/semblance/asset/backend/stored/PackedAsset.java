package io.semblance.asset.backend.stored;

import java.nio.ByteBuffer;
import java.util.Map;

import io.semblance.asset.Asset;
import io.semblance.code.IsccId;

/**
 * A whole asset in one piece, for what is kept outside of a record: 4 bytes length of its row in table {@code assets}, the row;
 * the same for {@code units}; then its row of {@code simprints}, if it has any.
 */
public final class PackedAsset {

    private PackedAsset() {
    }

    /** Packs all of it. */
    public static byte[] encode(Asset asset) {
        byte[] value = AssetValue.encode(asset);
        byte[] units = PackedUnits.encode(asset.units());
        byte[] simprints = asset.simprints() == null || asset.simprints().isEmpty()
                ? new byte[0]
                : PackedSimprints.encode(asset.simprints());
        return ByteBuffer.allocate(2 * Integer.BYTES + value.length + units.length + simprints.length)
                .putInt(value.length).put(value).putInt(units.length).put(units).put(simprints).array();
    }

    /** The asset, with simprints; those that were never there are none. */
    public static Asset decode(IsccId id, byte[] packed) {
        ByteBuffer bytes = ByteBuffer.wrap(packed);
        Asset asset = AssetValue.decode(id, part(bytes));
        ByteBuffer units = part(bytes);
        return new Asset(id, asset.isccCode(), asset.unitTexts(), PackedUnits.decode(units),
                bytes.hasRemaining() ? PackedSimprints.decode(bytes) : Map.of(), asset.metadata());
    }

    private static ByteBuffer part(ByteBuffer bytes) {
        int length = bytes.getInt();
        ByteBuffer part = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        return part;
    }
}
