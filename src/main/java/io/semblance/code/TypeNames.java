package io.semblance.code;

/**
 * Names of types of codes where units and simprints are told of side by side: a unit type goes by its name, a simprint type by
 * its name after {@code SIMPRINT_}.
 */
public final class TypeNames {

    private static final String SIMPRINTS = "SIMPRINT_";

    private TypeNames() {
    }

    /** The name of a simprint type among those of unit types. */
    public static String ofSimprints(String simprintType) {
        return SIMPRINTS + simprintType;
    }

    /** Whether a name is that of a simprint type. */
    public static boolean isOfSimprints(String type) {
        return type.startsWith(SIMPRINTS);
    }
}
