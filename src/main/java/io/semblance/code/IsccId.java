package io.semblance.code;

import java.util.Comparator;

/**
 * An ISCC-ID of version 1: the identity of an asset, 64 bits that count microseconds and name the hub which issued it,
 * within a realm (ISO 24138 leaves the identifier to the ISCC Foundation; this is its version 1). Its natural order, the
 * one in which equal scores are listed, is that of the body as an unsigned number; it differs from the order of the texts.
 *
 * @param realm 0 or 1: the network in which the ID is valid
 * @param body 52 bits of time and 12 bits of hub
 */
public record IsccId(int realm, long body) implements Comparable<IsccId> {

    /** By the body as an unsigned number; IDs of different realms but equal bodies by realm. */
    public static final Comparator<IsccId> ORDER = Comparator.naturalOrder();

    private static final int BYTES = 10;

    private static final int DIGITS = Base32.characters(BYTES);

    /** Longer texts are refused unread. */
    private static final int MAX_TEXT = 128;

    /** The two header bytes of realm 0: MainType 6, SubType 0, version 1, length 0. */
    private static final int HEADER = 0x6010;

    private static final int REALM_SHIFT = 8;

    private static final int HUB_BITS = 12;

    public IsccId {
        if (realm < 0 || realm > 1) {
            throw new IsccFormatException(
                    "Invalid realm_id " + realm + ", must be 0 or 1. Give an ISCC-ID of a known realm.");
        }
    }

    /** The ID of a text: {@code ISCC:} (upper case) and 16 base32 characters of either case. */
    public static IsccId parse(String text) {
        int from = Base32.PREFIX.length();
        if (text.length() == from + DIGITS && text.startsWith(Base32.PREFIX) && Base32.isDigits(text, from)) {
            int realm = (int) Base32.bits(text, from, 0, 16) - HEADER;
            if (realm == 0 || realm == 1 << REALM_SHIFT) {
                return new IsccId(realm >>> REALM_SHIFT, Base32.bits(text, from, 16, 64));
            }
        }
        return parseExplaining(text);
    }

    private static IsccId parseExplaining(String text) {
        byte[] bytes = decode(text);
        if (bytes.length != BYTES) {
            throw new IsccFormatException(
                    "Invalid ISCC-ID length: " + bytes.length + " bytes (expected 10 bytes = 2-byte"
                            + " header + 8-byte body). An ISCC-ID has 16 characters after 'ISCC:'.");
        }
        Header header = Header.read(bytes, 0, bytes.length);
        if (header.mainType() != MainType.ID.value()) {
            throw new IsccFormatException("Invalid ISCC-ID main type: " + header.mainType()
                    + " (expected 6). Give the ISCC-ID of the asset, which starts with 'ISCC:M', not one of its codes.");
        }
        if (header.length() != 0) {
            throw new IsccFormatException("Invalid ISCC-ID length field: " + header.length() + " (expected 0 for 64-bit"
                    + " ISCC-ID v1). ISCC-ID '" + IsccFormatException.shown(text)
                    + "' appears to be malformed. Check that it was copied whole.");
        }
        if (header.version() != 1) {
            throw new IsccFormatException("Invalid ISCC-ID version: " + header.version()
                    + " (expected 1). Give an ISCC-ID of version 1, which starts with 'ISCC:MAI' or 'ISCC:MEI'.");
        }
        return new IsccId(header.subType(), Words.get(bytes, Header.BYTES, BYTES, 0));
    }

    private static byte[] decode(String text) {
        if (!text.startsWith(Base32.PREFIX)) {
            throw new IsccFormatException("Invalid ISCC-ID format: '" + IsccFormatException.shown(text)
                    + "' (must start with 'ISCC:'). Give the ISCC-ID as 'ISCC:' and 16 characters.");
        }
        if (text.length() > MAX_TEXT) {
            throw new IsccFormatException("Invalid ISCC-ID length: " + text.length()
                    + " characters. An ISCC-ID has 16 characters after 'ISCC:'.");
        }
        try {
            return Base32.decode(text, Base32.PREFIX.length());
        } catch (IsccFormatException e) {
            throw new IsccFormatException("Invalid ISCC-ID base32 encoding: " + e.getMessage());
        }
    }

    /** Microseconds since 1970-01-01T00:00:00Z, 52 bits. */
    public long timestampMicros() {
        return body >>> HUB_BITS;
    }

    /** The number of the hub that issued the ID, 0 to 4095. */
    public int hub() {
        return (int) body & ((1 << HUB_BITS) - 1);
    }

    /** The canonical text: {@code ISCC:} and 16 base32 characters in upper case. */
    public String text() {
        byte[] bytes = new byte[BYTES];
        bytes[0] = (byte) ((HEADER >>> REALM_SHIFT) | realm);
        bytes[1] = (byte) HEADER;
        Words.put(body, 0, 0, 0, bytes, Header.BYTES, Long.BYTES);
        return Base32.text(bytes);
    }

    @Override
    public int compareTo(IsccId other) {
        int byBody = Long.compareUnsigned(body, other.body);
        return byBody != 0 ? byBody : Integer.compare(realm, other.realm);
    }

    /** The same as {@link #text()}. */
    @Override
    public String toString() {
        return text();
    }
}
