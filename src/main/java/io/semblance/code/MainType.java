package io.semblance.code;

import java.util.List;

/**
 * What a code describes (ISO 24138, ISCC header, MainType). META to INSTANCE and FLAKE are units; ISCC is a code
 * composed of units; ID is an identifier.
 */
public enum MainType {
    /** Similarity of descriptive metadata. */
    META(0),
    /** Similarity of meaning. */
    SEMANTIC(1),
    /** Similarity of perceived content. */
    CONTENT(2),
    /** Similarity of the raw bytes. */
    DATA(3),
    /** Identity of the raw bytes. */
    INSTANCE(4),
    /** An ISCC-CODE, composed of units. */
    ISCC(5),
    /** An ISCC-ID. */
    ID(6),
    /** A time-sorted unique number. */
    FLAKE(7);

    private static final List<MainType> ALL = List.of(values());

    private final int value;

    MainType(int value) {
        this.value = value;
    }

    /** The number in the header, 0 to 7. */
    public int value() {
        return value;
    }

    /** The MainType of a header value; {@link IsccFormatException} where there is none. */
    public static MainType of(int value) {
        if (value < 0 || value >= ALL.size()) {
            throw new IsccFormatException(value + " is not a valid MT. The header of an ISCC starts with a MainType"
                    + " from 0 (META) to 7 (FLAKE); check that the code was copied whole.");
        }
        return ALL.get(value);
    }
}
