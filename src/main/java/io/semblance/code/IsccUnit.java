package io.semblance.code;

/**
 * One part of an ISCC: a type and a body of 32 to 256 bits (ISO 24138, ISCC-UNIT). A shorter unit of the same content is
 * a prefix of a longer one. Constructor and factories refuse everything else with {@link IsccFormatException}; in
 * particular a unit is exactly as long as its header says.
 *
 * @param type what the body describes
 * @param bits length of the body, 32 to 256 in steps of 32
 * @param w0 the first 64 bits of the body; its first byte is the most significant byte
 * @param w1 the second 64 bits; bits beyond the length are zero, here and in the other words
 * @param w2 the third 64 bits
 * @param w3 the last 64 bits
 */
public record IsccUnit(UnitType type, int bits, long w0, long w1, long w2, long w3) {

    /** Units grow in steps of this many bits; the header counts them, from zero. */
    private static final int STEP = 32;

    /** Longer texts are refused unread: the longest code that is worth an explanation, an ISCC-CODE, has 68 digits. */
    private static final int MAX_TEXT = 128;

    public IsccUnit {
        if (bits < STEP || bits > Words.MAX_BITS || bits % STEP != 0) {
            throw new IsccFormatException("A unit cannot have " + bits
                    + " bits. Give a body of 32 to 256 bits (4 to 32 bytes), in steps of 32 bits.");
        }
        if (!Words.fit(bits, w0, w1, w2, w3)) {
            throw new IsccFormatException("A unit of " + bits + " bits cannot have a bit set beyond its length.");
        }
    }

    /**
     * The unit of a text: base32 in upper or lower case, with or without the prefix {@code ISCC:} (upper case). Bits of
     * the last character that belong to no byte are ignored.
     */
    public static IsccUnit parse(String text) {
        int from = Base32.start(text);
        int digits = text.length() - from;
        if (digits > MAX_TEXT) {
            throw new IsccFormatException("A unit cannot have " + digits + " characters. The longest, of 256 bits, has "
                    + Base32.characters(Header.BYTES + Words.MAX_BITS / 8)
                    + " after 'ISCC:'; give each unit by itself.");
        }
        if (digits >= Base32.characters(Header.BYTES + STEP / 8) && Base32.isDigits(text, from)) {
            int header = (int) Base32.bits(text, from, 0, 16);
            UnitType type = UnitType.ofHeader(header);
            int bits = ((header & 7) + 1) * STEP;
            if (type != null && digits == Base32.characters(Header.BYTES + bits / 8)) {
                return new IsccUnit(type, bits, word(text, from, bits, 0), word(text, from, bits, 1),
                        word(text, from, bits, 2), word(text, from, bits, 3));
            }
        }
        byte[] digest = Base32.decode(text, from);
        return ofDigest(digest, 0, digest.length);
    }

    private static long word(String text, int from, int bits, int index) {
        int first = Header.BYTES * 8 + index * Long.SIZE;
        int count = Math.min(bits - index * Long.SIZE, Long.SIZE);
        return count <= 0 ? 0 : Base32.bits(text, from, first, count) << (Long.SIZE - count);
    }

    /** The unit of a type and a body of 4 to 32 bytes. */
    public static IsccUnit ofBody(UnitType type, byte[] body) {
        return ofBytes(type, body, 0, body.length);
    }

    private static IsccUnit ofBytes(UnitType type, byte[] bytes, int from, int to) {
        return new IsccUnit(type, (to - from) * 8, Words.get(bytes, from, to, 0), Words.get(bytes, from, to, 1),
                Words.get(bytes, from, to, 2), Words.get(bytes, from, to, 3));
    }

    /** The unit of {@code length} bytes at {@code offset}: header and body, as {@link #digest()} gives them. */
    public static IsccUnit ofDigest(byte[] bytes, int offset, int length) {
        int to = offset + length;
        Header header = Header.read(bytes, offset, to);
        UnitType type = UnitType.of(header.mainType(), header.subType(), header.version());
        int bits = bits(header);
        int body = offset + header.size();
        if (to - body != bits / 8) {
            throw new IsccFormatException("The header says " + bits / 8 + " bytes of body, but there are " + (to - body)
                    + ". Give the " + type + " unit whole and nothing after it.");
        }
        return ofBytes(type, bytes, body, to);
    }

    /** The length of the body of a unit, as its header says. */
    static int bits(Header header) {
        int bits = (header.length() + 1) * STEP;
        if (bits > Words.MAX_BITS) {
            throw new IsccFormatException("The header says " + bits
                    + " bits. Units have at most 256; check that the code was copied whole.");
        }
        return bits;
    }

    /** The body, 4 to 32 bytes. */
    public byte[] body() {
        byte[] body = new byte[bits / 8];
        Words.put(w0, w1, w2, w3, body, 0, body.length);
        return body;
    }

    /** Header (2 bytes) and body, 6 to 34 bytes. */
    public byte[] digest() {
        byte[] digest = new byte[Header.BYTES + bits / 8];
        digest[0] = (byte) ((type.mainType().value() << 4) | type.subType());
        digest[1] = (byte) ((type.version() << 4) | (bits / STEP - 1));
        Words.put(w0, w1, w2, w3, digest, Header.BYTES, bits / 8);
        return digest;
    }

    /** The canonical text: {@code ISCC:} and base32 in upper case without padding. */
    public String text() {
        return Base32.text(digest());
    }

    /** The same as {@link #text()}. */
    @Override
    public String toString() {
        return text();
    }
}
