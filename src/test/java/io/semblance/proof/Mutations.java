package io.semblance.proof;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes inputs of others by small changes: bits, bytes, lengths, numbers at their limits, pieces taken out, doubled or put
 * in from another input.
 */
public final class Mutations {

    private static final List<byte[]> PIECES = List.of("", "\0", "-1", "0", "1e999", "99999999999999999999", "NaN",
            "null", "true", "[", "{", "\"", "\\u0000", "\\uD800", "\uFFFF", "ISCC:", "../", "%00", "\r\n", "\u00FC",
            "[[[[[[[[", "{\"a\":", ",", ":").stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    private static final long[] NUMBERS = {0, 1, -1, 127, 128, 255, 256, 32_767, 65_535, Integer.MAX_VALUE,
            Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE};

    private final SplittableRandom random;

    /** @param random where all choices come from */
    public Mutations(SplittableRandom random) {
        this.random = random;
    }

    /** One of the seeds after one to six changes, or now and then bytes that have nothing to do with any. */
    public byte[] next(List<byte[]> seeds) {
        if (random.nextInt(50) == 0) {
            return bytes(random.nextInt(64));
        }
        byte[] input = pick(seeds).clone();
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            input = changed(input, seeds);
        }
        return input;
    }

    private byte[] pick(List<byte[]> from) {
        return from.get(random.nextInt(from.size()));
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] changed(byte[] input, List<byte[]> seeds) {
        int at = random.nextInt(input.length + 1);
        int end = Math.min(input.length, at + 1 + random.nextInt(16));
        return switch (random.nextInt(9)) {
            case 0 -> flipped(input);
            case 1 -> replaced(input, at, end, new byte[0]);
            case 2 -> replaced(input, at, at, Arrays.copyOfRange(input, Math.min(at, end), end));
            case 3 -> replaced(input, at, at, bytes(1 + random.nextInt(8)));
            case 4 -> replaced(input, at, end, pick(PIECES));
            case 5 -> Arrays.copyOf(input, at);
            case 6 -> numbered(input);
            case 7 -> digits(input);
            default -> spliced(input, at, pick(seeds));
        };
    }

    private byte[] flipped(byte[] input) {
        byte[] flipped = input.clone();
        if (flipped.length > 0) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private static byte[] replaced(byte[] input, int from, int to, byte[] by) {
        byte[] result = new byte[input.length - (to - from) + by.length];
        System.arraycopy(input, 0, result, 0, from);
        System.arraycopy(by, 0, result, from, by.length);
        System.arraycopy(input, to, result, from + by.length, input.length - to);
        return result;
    }

    /** A binary number of 1, 2, 4 or 8 bytes at a limit of its range. */
    private byte[] numbered(byte[] input) {
        int bytes = 1 << random.nextInt(4);
        byte[] result = input.clone();
        if (input.length >= bytes) {
            int at = random.nextInt(input.length - bytes + 1);
            long number = NUMBERS[random.nextInt(NUMBERS.length)];
            for (int i = 0; i < bytes; i++) {
                result[at + i] = (byte) (number >>> (8 * (bytes - 1 - i)));
            }
        }
        return result;
    }

    /** A decimal number that stands in the text, replaced by one at a limit. */
    private byte[] digits(byte[] input) {
        for (int tries = 0; tries < 8 && input.length > 0; tries++) {
            int at = random.nextInt(input.length);
            if (input[at] >= '0' && input[at] <= '9') {
                String number = Long.toString(NUMBERS[random.nextInt(NUMBERS.length)]);
                return replaced(input, at, at + 1, number.getBytes(StandardCharsets.US_ASCII));
            }
        }
        return input;
    }

    private byte[] spliced(byte[] input, int at, byte[] other) {
        int from = random.nextInt(other.length + 1);
        return replaced(input, at, input.length, Arrays.copyOfRange(other, from, other.length));
    }
}
