package io.semblance.config;

import org.jspecify.annotations.Nullable;

/** The service cannot start as it is set up. The operator sees both sentences and no stack trace; the exit code is 1. */
public final class StartRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    /**
     * @param problem what is wrong, as a sentence
     * @param action what to do about it, as a sentence
     */
    public StartRefusedException(String problem, String action) {
        this(problem, action, null);
    }

    /**
     * @param problem what is wrong, as a sentence
     * @param action what to do about it, as a sentence
     * @param cause what was caught
     */
    public StartRefusedException(String problem, String action, @Nullable Throwable cause) {
        super(problem, cause);
        this.action = action;
    }

    /** What is wrong. */
    public String problem() {
        return String.valueOf(getMessage());
    }

    /** What to do about it. */
    public String action() {
        return action;
    }
}
