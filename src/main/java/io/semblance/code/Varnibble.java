package io.semblance.code;

/**
 * Unsigned numbers from 0 to 4679 in one to four nibbles, as the ISCC header stores them (ISO 24138, ISCC header). A
 * prefix of one bits ended by a zero bit says how many nibbles there are; each length continues where the shorter one
 * ends, so that every number has exactly one form:
 *
 * <pre>
 *   0xxx                    0 to 7
 *   10xx xxxx               8 to 71
 *   110x xxxx xxxx         72 to 583
 *   1110 xxxx xxxx xxxx   584 to 4679
 * </pre>
 */
final class Varnibble {

    static final int MAX = 4679;

    /** The smallest number that needs n + 1 nibbles, by n. */
    private static final int[] FIRST = {0, 8, 72, 584, MAX + 1};

    private Varnibble() {
    }

    /** How many nibbles the number takes, 1 to 4. */
    static int nibbles(int value) {
        if (value < 0 || value > MAX) {
            throw new IsccFormatException("Value must be between 0 and 4679. The header cannot hold " + value + ".");
        }
        int nibbles = 1;
        while (value >= FIRST[nibbles]) {
            nibbles++;
        }
        return nibbles;
    }

    /** The number's form, in the low 4 * {@link #nibbles(int)} bits. */
    static int encode(int value) {
        int nibbles = nibbles(value);
        int prefix = (1 << nibbles) - 2;
        return (prefix << (3 * nibbles)) | (value - FIRST[nibbles - 1]);
    }

    /**
     * The number at the head of a bit string.
     *
     * @param bits the bit string, its first bit in the most significant bit
     * @param count how many bits of it there are
     */
    static int decode(long bits, int count) {
        if (count < 4) {
            throw new IsccFormatException("Input too short - minimum 4 bits required. A code starts with a header of"
                    + " two bytes (four base32 characters); check that it was copied whole.");
        }
        int nibbles = Long.numberOfLeadingZeros(~bits) + 1;
        if (count < 4 * Math.min(nibbles, 4)) {
            throw new IsccFormatException("Input too short - got " + count + " bits but need more based on prefix."
                    + " The header of the code is cut off; check that it was copied whole.");
        }
        if (nibbles > 4) {
            throw new IsccFormatException("Invalid prefix pattern '1111' - must be one of: 0, 10, 110, 1110. The header"
                    + " of the code is damaged; check that it was copied whole.");
        }
        int dataBits = 3 * nibbles;
        return (int) ((bits << nibbles) >>> (64 - dataBits)) + FIRST[nibbles - 1];
    }
}
