package io.semblance.code;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The text form of an ISCC: base32 of RFC 4648 section 6, upper case, without padding, after the prefix {@code ISCC:}.
 * Reading ignores case and the bits of the last character that belong to no byte.
 *
 * <p>
 * Two ways to read: {@link #decode} gives bytes or says what is wrong. Where a text has the length of a known code,
 * {@link #isDigits} and {@link #bits} take words straight out of the string, so that nothing is allocated.
 */
final class Base32 {

    static final String PREFIX = "ISCC:";

    private static final byte[] DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".getBytes(StandardCharsets.US_ASCII);

    /** Values of the characters 0 to 127; -1 where the character is no digit. */
    private static final byte[] VALUES = values();

    private Base32() {
    }

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < DIGITS.length; i++) {
            values[DIGITS[i]] = (byte) i;
            values[Character.toLowerCase(DIGITS[i])] = (byte) i;
        }
        return values;
    }

    /** Where the digits of an ISCC begin: after the prefix, if there is one. The prefix is upper case only. */
    static int start(String text) {
        return text.startsWith(PREFIX) ? PREFIX.length() : 0;
    }

    /** How many characters the given number of bytes takes. */
    static int characters(int bytes) {
        return (bytes * 8 + 4) / 5;
    }

    /** Whether all characters from {@code from} on are digits. */
    static boolean isDigits(String text, int from) {
        int all = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            all |= VALUES[c & 0x7F] | -(c >>> 7);
        }
        return all >= 0;
    }

    /**
     * A part of the bit string that the digits stand for. The text must hold it, and digits only.
     *
     * @param from where the digits begin
     * @param bit the first bit of the part
     * @param count its length, 5 to 64
     */
    static long bits(String text, int from, int bit, int count) {
        int next = from + bit / 5;
        int have = 5 - bit % 5;
        long bits = VALUES[text.charAt(next++)] & ((1 << have) - 1);
        for (; have <= count - 5; have += 5) {
            bits = (bits << 5) | VALUES[text.charAt(next++)];
        }
        int rest = count - have;
        return rest == 0 ? bits : (bits << rest) | (VALUES[text.charAt(next)] >> (5 - rest));
    }

    /** The bytes that the digits from {@code from} on stand for; {@link IsccFormatException} where they do not. */
    static byte[] decode(String text, int from) {
        if (!isDigits(text, from)) {
            throw notDigits(text, from);
        }
        int digits = text.length() - from;
        byte[] bytes = new byte[(int) (digits * 5L / 8)];
        if (digits != characters(bytes.length)) {
            throw new IsccFormatException("Incorrect padding. A base32 text cannot have " + digits + " characters"
                    + " after 'ISCC:'; check that the code was copied whole.");
        }
        int next = from;
        int have = 0;
        long bits = 0;
        for (int i = 0; i < bytes.length; i++) {
            for (; have < 8; have += 5) {
                bits = (bits << 5) | VALUES[text.charAt(next++)];
            }
            have -= 8;
            bytes[i] = (byte) (bits >>> have);
        }
        return bytes;
    }

    private static IsccFormatException notDigits(String text, int from) {
        if (text.chars().skip(from).anyMatch(c -> c > 0x7F)) {
            return new IsccFormatException("string argument should contain only ASCII characters. Write the code with"
                    + " the characters A-Z and 2-7 only.");
        }
        int at = from;
        while (VALUES[text.charAt(at)] >= 0) {
            at++;
        }
        return new IsccFormatException("Non-base32 digit found. Character " + (at + 1) + " is '"
                + IsccFormatException.shown(text.substring(at, at + 1))
                + "'; write the code with A-Z and 2-7 only, without hyphens or '=', after the prefix 'ISCC:'.");
    }

    /** The canonical text of the bytes, with prefix. */
    static String text(byte[] bytes) {
        byte[] text = new byte[PREFIX.length() + characters(bytes.length)];
        int at = 0;
        while (at < PREFIX.length()) {
            text[at] = (byte) PREFIX.charAt(at++);
        }
        int have = 0;
        int bits = 0;
        for (byte next : bytes) {
            bits = (bits << 8) | (next & 0xFF);
            for (have += 8; have >= 5; have -= 5) {
                text[at++] = DIGITS[(bits >>> (have - 5)) & 31];
            }
        }
        if (have > 0) {
            text[at] = DIGITS[(bits << (5 - have)) & 31];
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
