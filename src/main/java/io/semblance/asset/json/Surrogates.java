package io.semblance.asset.json;

import java.util.List;

import io.semblance.problem.CallerFault;
import io.semblance.problem.FieldError;
import io.semblance.problem.ProblemType;

/**
 * Finds escapes in a JSON text that spell half a character ({@code \}{@code ud800} without its partner): such a string
 * cannot be written back as UTF-8. In valid JSON a backslash stands only in strings, so one pass over the bytes finds
 * them all, in names and in members that are ignored too.
 */
final class Surrogates {

    private static final int ESCAPE = 6;

    private Surrogates() {
    }

    static void refuseLoneOnes(byte[] utf8) {
        int at = 0;
        while (at < utf8.length - 1) {
            if (utf8[at] != '\\') {
                at++;
            } else if (!isEscape(utf8, at)) {
                at += 2;
            } else {
                at += pairLength(utf8, at);
            }
        }
    }

    private static int pairLength(byte[] utf8, int at) {
        int unit = unit(utf8, at);
        if (unit < Character.MIN_SURROGATE || unit > Character.MAX_SURROGATE) {
            return ESCAPE;
        }
        boolean paired = unit <= Character.MAX_HIGH_SURROGATE && isEscape(utf8, at + ESCAPE)
                && Character.isLowSurrogate((char) unit(utf8, at + ESCAPE));
        if (!paired) {
            String message = "A character is spelt by half at byte " + at + " (\\u" + Integer.toHexString(unit)
                    + "); send both halves of the surrogate pair, or the character itself.";
            throw new CallerFault(ProblemType.INVALID_REQUEST, message,
                    List.of(new FieldError("", "string_unicode", message)));
        }
        return 2 * ESCAPE;
    }

    private static boolean isEscape(byte[] utf8, int at) {
        return at + ESCAPE <= utf8.length && utf8[at] == '\\' && utf8[at + 1] == 'u' && unit(utf8, at) >= 0;
    }

    /** The UTF-16 unit of an escape; negative where a digit is not hexadecimal. */
    private static int unit(byte[] utf8, int at) {
        int unit = 0;
        for (int i = at + 2; i < at + ESCAPE; i++) {
            int digit = Character.digit(utf8[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}
