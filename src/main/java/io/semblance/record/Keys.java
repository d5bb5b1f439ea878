package io.semblance.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Makes and reads the keys that the package's description lays out. */
public final class Keys {

    /** LMDB's limit for a key and for one of several values under a key, in bytes. */
    public static final int MAX_BYTES = 511;

    private Keys() {
    }

    /** The 8-byte key of an id; keys are ordered as unsigned numbers. */
    public static byte[] id(long id) {
        return ByteBuffer.allocate(Long.BYTES).putLong(id).array();
    }

    /** The id in the first 8 bytes of a key or value; the buffer's position stays. */
    public static long id(ByteBuffer bytes) {
        return bytes.getLong(bytes.position());
    }

    /** The key of a unit in {@link Table#POSTINGS}: two bytes of unit type, then the body (or a prefix of it). */
    public static byte[] posting(short unitType, byte[] body) {
        return ByteBuffer.allocate(Short.BYTES + body.length).putShort(unitType).put(body).array();
    }

    /**
     * The key of a simprint in {@link Table#SIMPRINT_COUNTS}.
     *
     * @param typeName at most 255 bytes of UTF-8
     * @throws IllegalArgumentException if the name is longer
     */
    public static byte[] simprint(String typeName, byte[] simprint) {
        byte[] name = typeName.getBytes(StandardCharsets.UTF_8);
        if (name.length > 255) {
            throw new IllegalArgumentException("a type name has at most 255 bytes, not " + name.length);
        }
        return ByteBuffer.allocate(1 + name.length + simprint.length).put((byte) name.length).put(name).put(simprint)
                .array();
    }

    /** The key of a single value in {@link Table#META}. */
    public static byte[] name(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }
}
