package io.semblance.asset.json;

import io.semblance.asset.IndexName;
import io.semblance.asset.Limits;

import org.jspecify.annotations.Nullable;

/**
 * What the texts of a request must look like. The checks are written out because they run for every code of every asset;
 * the patterns are what the API description shows.
 */
public enum TextRule {

    INDEX_NAME(1, Limits.INDEX_NAME_CHARACTERS, IndexName.PATTERN,
            "An index name has lower-case letters and digits only, and a letter first.") {
        @Override
        boolean fits(String text) {
            return IndexName.isPossible(text);
        }
    },

    ISCC_ID(0, Integer.MAX_VALUE, "^ISCC:[A-Z2-7]{16}$",
            "An ISCC-ID is ISCC: followed by 16 characters of A-Z and 2-7.") {
        @Override
        boolean fits(String text) {
            return text.length() == Shape.PREFIX.length() + Shape.CODE_MIN && isBase32(text);
        }
    },

    ISCC_CODE(0, Limits.CODE_CHARACTERS, "^ISCC:[A-Z2-7]{16,}$",
            "An ISCC-CODE is ISCC: followed by at least 16 characters of A-Z and 2-7.") {
        @Override
        boolean fits(String text) {
            return text.length() >= Shape.PREFIX.length() + Shape.CODE_MIN && isBase32(text);
        }
    },

    /** Judged when it is parsed: what it says then is more precise than a pattern. */
    UNIT(0, Limits.CODE_CHARACTERS, null, "") {
        @Override
        boolean fits(String text) {
            return true;
        }
    },

    SIMPRINT(11, Limits.SIMPRINT_CHARACTERS, Shape.BASE64, Shape.BASE64_MESSAGE) {
        @Override
        boolean fits(String text) {
            return isBase64(text);
        }
    },

    QUERY_SIMPRINT(0, Limits.SIMPRINT_CHARACTERS, Shape.BASE64, Shape.BASE64_MESSAGE) {
        @Override
        boolean fits(String text) {
            return isBase64(text);
        }
    };

    private final int min;
    private final int max;
    private final @Nullable String pattern;
    private final String message;

    TextRule(int min, int max, @Nullable String pattern, String message) {
        this.min = min;
        this.max = max;
        this.pattern = pattern;
        this.message = message;
    }

    abstract boolean fits(String text);

    /** Fewest characters. */
    public int min() {
        return min;
    }

    /** Most characters. */
    public int max() {
        return max;
    }

    /** The pattern as a regular expression of JSON Schema; null if any text of that length will do. */
    public @Nullable String pattern() {
        return pattern;
    }

    /** What is wrong with a text, or null. */
    public @Nullable Fault check(String text) {
        if (text.length() < min) {
            return new Fault("string_too_short",
                    "It has " + text.length() + " characters and needs at least " + min + ".");
        }
        if (text.length() > max) {
            return new Fault("string_too_long",
                    "It has " + text.length() + " characters and may have at most " + max + ".");
        }
        return fits(text) ? null : new Fault("string_pattern_mismatch", message + " The pattern is " + pattern + ".");
    }

    /** A fault at a place yet to be named. */
    public record Fault(String type, String message) {
    }

    private static boolean isBase32(String text) {
        if (!text.startsWith(Shape.PREFIX)) {
            return false;
        }
        for (int i = Shape.PREFIX.length(); i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isWithin(c, 'A', 'Z') && !isWithin(c, '2', '7')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBase64(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean fit = isWithin(c, 'A', 'Z') || isWithin(c, 'a', 'z') || isWithin(c, '0', '9')
                    || Shape.BASE64_MARKS.indexOf(c) >= 0;
            if (!fit) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isWithin(char c, char first, char last) {
        return c >= first && c <= last;
    }

    /** Constants that the rules are made of; an enum may not use its own before it is made. */
    private static final class Shape {

        static final String PREFIX = "ISCC:";
        static final int CODE_MIN = 16;
        static final String BASE64_MARKS = "-_+/=";
        static final String BASE64 = "^[A-Za-z0-9+/_=-]+$";
        static final String BASE64_MESSAGE = "A simprint is base64 of either alphabet: A-Z, a-z, 0-9, -, _, +, / and = only.";
    }
}
