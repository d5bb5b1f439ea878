package io.semblance.asset;

import java.util.regex.Pattern;

/** Names of simprint types, such as {@code CONTENT_TEXT_V0}: any word, but never a path. */
public final class SimprintType {

    /** A letter, digit or underscore first, then also dots and hyphens. */
    public static final String PATTERN = "^[A-Za-z0-9_][A-Za-z0-9_.-]{0," + (Limits.SIMPRINT_TYPE_CHARACTERS - 1)
            + "}$";

    private static final Pattern COMPILED = Pattern.compile(PATTERN.substring(1, PATTERN.length() - 1));

    private SimprintType() {
    }

    /** Whether a type may have this name. */
    public static boolean isPossible(String name) {
        return COMPILED.matcher(name).matches();
    }
}
