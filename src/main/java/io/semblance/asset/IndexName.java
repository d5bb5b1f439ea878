package io.semblance.asset;

import java.util.regex.Pattern;

/** Names of indexes: they are part of paths and of directory names, so only names of this pattern can exist. */
public final class IndexName {

    /** Lower-case letters and digits, a letter first. */
    public static final String PATTERN = "^[a-z][a-z0-9]*$";

    private static final Pattern COMPILED = Pattern.compile("[a-z][a-z0-9]*");

    private IndexName() {
    }

    /** Whether an index of this name can exist. */
    public static boolean isPossible(String name) {
        return name.length() <= Limits.INDEX_NAME_CHARACTERS && COMPILED.matcher(name).matches();
    }
}
