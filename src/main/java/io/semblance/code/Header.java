package io.semblance.code;

/**
 * The head of every ISCC: four numbers as {@link Varnibble}s, one after the other, filled up with a zero nibble to whole
 * bytes (ISO 24138, ISCC header). All codes in use have numbers below 8, hence a header of two bytes; longer ones are
 * read so that the refusal can say what they hold.
 *
 * @param mainType 0 to 4679, see {@link MainType}
 * @param subType 0 to 4679; what it means depends on MainType and version
 * @param version 0 to 4679
 * @param length 0 to 4679; what it counts depends on the MainType: 32-bit steps of a unit, the bitmap of an ISCC-CODE
 */
record Header(int mainType, int subType, int version, int length) {

    /** The size of every header whose numbers are below 8. */
    static final int BYTES = 2;

    Header {
        Varnibble.nibbles(mainType);
        Varnibble.nibbles(subType);
        Varnibble.nibbles(version);
        Varnibble.nibbles(length);
    }

    /** The header at {@code from}; nothing at or after {@code to} is read. */
    static Header read(byte[] bytes, int from, int to) {
        int count = Math.min(to - from, Long.BYTES) * Byte.SIZE;
        long bits = 0;
        for (int i = 0; i < count; i += Byte.SIZE) {
            bits |= (bytes[from + i / Byte.SIZE] & 0xFFL) << (56 - i);
        }
        int[] values = new int[4];
        for (int i = 0; i < values.length; i++) {
            values[i] = Varnibble.decode(bits, count);
            int taken = 4 * Varnibble.nibbles(values[i]);
            bits = taken == Long.SIZE ? 0 : bits << taken;
            count -= taken;
        }
        if (count % Byte.SIZE != 0 && bits >>> 60 != 0) {
            throw new IsccFormatException("The header of the code does not end at a byte: the nibble after it must be"
                    + " zero. Check that the code was copied whole.");
        }
        return new Header(values[0], values[1], values[2], values[3]);
    }

    /** How many bytes the header takes, 2 to 8. */
    int size() {
        return (nibbles() + 1) / 2;
    }

    /** The header as bytes. */
    byte[] toBytes() {
        long bits = 0;
        for (int value : new int[]{mainType, subType, version, length}) {
            bits = (bits << (4 * Varnibble.nibbles(value))) | Varnibble.encode(value);
        }
        bits <<= nibbles() % 2 * 4;
        byte[] bytes = new byte[size()];
        for (int i = bytes.length - 1; i >= 0; i--) {
            bytes[i] = (byte) bits;
            bits >>>= Byte.SIZE;
        }
        return bytes;
    }

    private int nibbles() {
        return Varnibble.nibbles(mainType) + Varnibble.nibbles(subType) + Varnibble.nibbles(version)
                + Varnibble.nibbles(length);
    }
}
