package io.semblance.bench;

/**
 * An ISCC-UNIT as the wire has it: its type, and its body as four words, most significant bit first, zero behind its end.
 *
 * @param type main type, subtype and version in one number
 * @param bits length of the body
 */
record Unit(int type, int bits, long w0, long w1, long w2, long w3) {

    private static final int INSTANCE = 4;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    static Unit parse(String text) {
        byte[] bytes = base32(text);
        var words = new long[4];
        int count = Math.min(bytes.length - 2, 32);
        for (int i = 0; i < count; i++) {
            words[i / 8] |= (bytes[i + 2] & 0xffL) << (56 - 8 * (i % 8));
        }
        int type = (bytes[0] & 0xff) << 4 | (bytes[1] & 0xf0) >> 4;
        return new Unit(type, 8 * count, words[0], words[1], words[2], words[3]);
    }

    /** The 8-byte body of an ISCC-ID, which as an unsigned number orders equal scores. */
    static long idBody(String text) {
        return parse(text).w0;
    }

    boolean instance() {
        return type >> 8 == INSTANCE;
    }

    private static byte[] base32(String text) {
        int from = text.startsWith("ISCC:") ? 5 : 0;
        byte[] bytes = new byte[(text.length() - from) * 5 / 8];
        int buffer = 0;
        int bits = 0;
        int at = 0;
        for (int i = from; i < text.length() && at < bytes.length; i++) {
            buffer = buffer << 5 | ALPHABET.indexOf(text.charAt(i));
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (buffer >> bits);
            }
        }
        return bytes;
    }
}
