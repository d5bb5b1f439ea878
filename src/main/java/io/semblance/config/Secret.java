package io.semblance.config;

/**
 * A setting that must never be printed: its text form is always the same few asterisks. It may be empty, which is a
 * mistake that {@code access} refuses with a sentence.
 */
public final class Secret {

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /** Wraps a text; Spring Boot converts settings with this method. */
    public static Secret valueOf(String text) {
        return new Secret(text);
    }

    /** The text itself, for comparison. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "****";
    }
}
