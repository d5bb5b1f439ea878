package io.semblance.asset.json;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.semblance.asset.Limits;

/**
 * Integers in text as iscc-search reads them: surrounding spaces, a sign, digits with single underscores between them, and
 * a fraction of zeros are all right; exponents and real fractions are not.
 */
public final class LaxInteger {

    private static final int LONG_DIGITS = 18;

    private static final Pattern FORM = Pattern.compile("([+-]?)(\\d+(?:_\\d+)*)(?:\\.0*)?");

    private LaxInteger() {
    }

    /** The number, saturated to the range of a long; empty if the text is none. */
    public static OptionalLong parse(String text) {
        String trimmed = text.strip();
        if (trimmed.length() > Limits.NUMBER_DIGITS) {
            return OptionalLong.empty();
        }
        Matcher matcher = FORM.matcher(trimmed);
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        boolean negative = "-".equals(matcher.group(1));
        String digits = matcher.group(2).replace("_", "").replaceFirst("^0+(?=\\d)", "");
        if (digits.length() > LONG_DIGITS) {
            return OptionalLong.of(negative ? Long.MIN_VALUE : Long.MAX_VALUE);
        }
        long value = Long.parseLong(digits);
        return OptionalLong.of(negative ? -value : value);
    }
}
