package io.semblance.code;

import java.util.Base64;

/**
 * A similarity-preserving fingerprint of a part of an asset: 64 to 256 bits in whole bytes, without a header; on the
 * wire base64 with the URL-safe alphabet and without padding (RFC 4648 section 5). Reading accepts both alphabets and
 * any padding, and ignores the bits of the last character that belong to no byte.
 *
 * @param bits length, 64 to 256 in steps of 8
 * @param w0 the first 64 bits; the first byte is the most significant byte
 * @param w1 the second 64 bits; bits beyond the length are zero, here and in the other words
 * @param w2 the third 64 bits
 * @param w3 the last 64 bits
 */
public record Simprint(int bits, long w0, long w1, long w2, long w3) {

    private static final int MIN_BITS = 64;

    /** Base64 characters of 256 bits. */
    private static final int MAX_DIGITS = 43;

    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    public Simprint {
        if (bits < MIN_BITS || bits > Words.MAX_BITS || bits % 8 != 0) {
            throw new IsccFormatException(
                    "A simprint cannot have " + bits + " bits. Give 64 to 256 bits (8 to 32 bytes) in base64.");
        }
        if (!Words.fit(bits, w0, w1, w2, w3)) {
            throw new IsccFormatException("A simprint of " + bits + " bits cannot have a bit set beyond its length.");
        }
    }

    /** The simprint of a text; {@link IsccFormatException} where it is not base64 or not 8 to 32 bytes long. */
    public static Simprint parse(String base64) {
        int digits = digits(base64);
        if (digits > MAX_DIGITS) {
            throw new IsccFormatException("A simprint cannot have " + digits
                    + " base64 characters. Give 64 to 256 bits (8 to 32 bytes), which take 11 to 43.");
        }
        return ofBytes(decode(base64));
    }

    /** The bytes of a base64 text of any length. */
    public static byte[] decode(String base64) {
        int digits = digits(base64);
        if (digits % 4 == 1) {
            throw new IsccFormatException("Invalid number of data characters. A base64 text cannot have " + digits
                    + " characters; check that the simprint was copied whole.");
        }
        String urlSafe = base64.substring(0, digits).replace('+', '-').replace('/', '_');
        try {
            return DECODER.decode(urlSafe);
        } catch (IllegalArgumentException e) {
            throw new IsccFormatException(
                    "'" + IsccFormatException.shown(base64) + "' is not base64. Write the simprint"
                            + " with A-Z, a-z, 0-9, '-' and '_', and '=' at the end only.");
        }
    }

    private static int digits(String base64) {
        int digits = base64.length();
        while (digits > 0 && base64.charAt(digits - 1) == '=') {
            digits--;
        }
        return digits;
    }

    /** The simprint of 8 to 32 bytes. */
    public static Simprint ofBytes(byte[] bytes) {
        int to = bytes.length;
        return new Simprint(to * 8, Words.get(bytes, 0, to, 0), Words.get(bytes, 0, to, 1), Words.get(bytes, 0, to, 2),
                Words.get(bytes, 0, to, 3));
    }

    /** The simprint as 8 to 32 bytes. */
    public byte[] bytes() {
        byte[] bytes = new byte[bits / 8];
        Words.put(w0, w1, w2, w3, bytes, 0, bytes.length);
        return bytes;
    }

    /** The canonical text: URL-safe base64 without padding. */
    public String text() {
        return ENCODER.encodeToString(bytes());
    }

    /** The same as {@link #text()}. */
    @Override
    public String toString() {
        return text();
    }
}
