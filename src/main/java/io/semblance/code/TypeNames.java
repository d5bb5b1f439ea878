package io.semblance.code;

/** Names of types of codes, wherever units and simprints are told of side by side: a unit type has its own. */
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
