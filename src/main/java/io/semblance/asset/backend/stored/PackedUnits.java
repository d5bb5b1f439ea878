package io.semblance.asset.backend.stored;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import io.semblance.code.IsccUnit;
import io.semblance.code.UnitType;

/**
 * The value of table {@code units}: the searchable units of an asset, packed so that scoring reads them where they lie.
 * Laid out in the package's description.
 */
public final class PackedUnits {

    private PackedUnits() {
    }

    static byte[] encode(List<IsccUnit> units) {
        int size = units.stream().mapToInt(unit -> 3 + unit.bits() / 8).sum();
        ByteBuffer packed = ByteBuffer.allocate(size);
        for (IsccUnit unit : units) {
            packed.putShort((short) unit.type().key()).put((byte) (unit.bits() / 8)).put(unit.body());
        }
        return packed.array();
    }

    /** The units as values. */
    public static List<IsccUnit> decode(ByteBuffer packed) {
        List<IsccUnit> units = new ArrayList<>(4);
        visit(packed,
                (type, bits, w0, w1, w2, w3) -> units.add(new IsccUnit(UnitType.ofKey(type), bits, w0, w1, w2, w3)));
        return units;
    }

    /** Visits the units one by one, without making values of them. */
    public static void visit(ByteBuffer packed, Visitor visitor) {
        while (packed.hasRemaining()) {
            int type = packed.getShort() & 0xFFFF;
            int bytes = packed.get() & 0xFF;
            long w0 = word(packed, bytes);
            long w1 = word(packed, bytes - 8);
            long w2 = word(packed, bytes - 16);
            long w3 = word(packed, bytes - 24);
            visitor.unit(type, bytes * 8, w0, w1, w2, w3);
        }
    }

    private static long word(ByteBuffer packed, int bytesLeft) {
        if (bytesLeft >= 8) {
            return packed.getLong();
        }
        return bytesLeft >= 4 ? (long) packed.getInt() << 32 : 0;
    }

    /** Takes one unit: the key of its type, its length in bits and its words. */
    @FunctionalInterface
    public interface Visitor {

        /** Called once for each unit. */
        void unit(int type, int bits, long w0, long w1, long w2, long w3);
    }
}
