package io.semblance.code;

/**
 * A text or a byte sequence is not the code it should be. The only exception that parsing in this room throws. Its
 * message is written for the user of the API: first the fault, in the words of the ISCC reference implementation where
 * it has some, then what to change. It never repeats more than {@value #SHOWN} characters of the input.
 */
public final class IsccFormatException extends IllegalArgumentException {

    private static final int SHOWN = 80;

    /** An exception whose message is a complete sentence for the user of the API. */
    public IsccFormatException(String message) {
        super(message);
    }

    /** The input as a message may repeat it: bounded, and without characters that a log or a terminal would act on. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        int end = Math.min(text.length(), SHOWN);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c <= '~') {
                shown.append(c);
            } else {
                shown.append("\\u%04x".formatted((int) c));
            }
        }
        return end < text.length() ? shown.append("...").toString() : shown.toString();
    }
}
