package io.semblance.code;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Locale;

/** The same as the fast code of this room, slow and plain, by arithmetic on one large number. */
final class BigIntegerTwin {

    private static final String RFC_4648 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private static final String RADIX_32 = "0123456789abcdefghijklmnopqrstuv";

    private BigIntegerTwin() {
    }

    static String base32(byte[] bytes) {
        int digits = (bytes.length * 8 + 4) / 5;
        BigInteger padded = new BigInteger(1, bytes).shiftLeft(digits * 5 - bytes.length * 8);
        StringBuilder text = new StringBuilder();
        for (char c : padded.toString(32).toCharArray()) {
            text.append(RFC_4648.charAt(RADIX_32.indexOf(c)));
        }
        return "A".repeat(bytes.length == 0 ? 0 : digits - text.length()) + (bytes.length == 0 ? "" : text);
    }

    static byte[] bytesOfBase32(String text) {
        BigInteger number = BigInteger.ZERO;
        for (char c : text.toUpperCase(Locale.ROOT).toCharArray()) {
            number = number.multiply(BigInteger.valueOf(32)).add(BigInteger.valueOf(RFC_4648.indexOf(c)));
        }
        int count = text.length() * 5 / 8;
        return toBytes(number.shiftRight(text.length() * 5 - count * 8), count);
    }

    private static byte[] toBytes(BigInteger number, int count) {
        byte[] bytes = new byte[count];
        for (int i = count - 1; i >= 0; i--) {
            bytes[i] = number.byteValue();
            number = number.shiftRight(8);
        }
        return bytes;
    }

    /** The form of a number as a string of 0 and 1, written down from the table of the ISCC header. */
    static String varnibble(int value) {
        if (value < 8) {
            return "0" + binary(value, 3);
        }
        if (value < 72) {
            return "10" + binary(value - 8, 6);
        }
        return value < 584 ? "110" + binary(value - 72, 9) : "1110" + binary(value - 584, 12);
    }

    static String binary(int value, int digits) {
        String text = Integer.toBinaryString(value);
        return "0".repeat(digits - text.length()) + text;
    }

    static int differing(byte[] a, byte[] b) {
        int common = Math.min(a.length, b.length);
        BigInteger headA = new BigInteger(1, a).shiftRight(8 * (a.length - common));
        BigInteger headB = new BigInteger(1, b).shiftRight(8 * (b.length - common));
        return headA.xor(headB).bitCount();
    }

    static double similarity(byte[] a, byte[] b) {
        int common = 8 * Math.min(a.length, b.length);
        if (common == 0) {
            return 1.0;
        }
        float distance = new BigDecimal(differing(a, b)).divide(new BigDecimal(common), MathContext.DECIMAL128)
                .floatValue();
        return BigDecimal.ONE.subtract(new BigDecimal(distance)).doubleValue();
    }

}
