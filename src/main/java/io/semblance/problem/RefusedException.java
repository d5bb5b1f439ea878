package io.semblance.problem;

import org.jspecify.annotations.Nullable;

/**
 * Something cannot begin as it was asked for: a start, an import, the use of a directory. Whoever asked is shown two
 * sentences, what is wrong and what to do about it, and no stack trace.
 */
public class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String action;

    /**
     * @param problem what is wrong, as a sentence
     * @param action what to do about it, as a sentence
     */
    public RefusedException(String problem, String action) {
        this(problem, action, null);
    }

    /**
     * @param problem what is wrong, as a sentence
     * @param action what to do about it, as a sentence
     * @param cause what was caught
     */
    public RefusedException(String problem, String action, @Nullable Throwable cause) {
        super(problem + " " + action, cause);
        this.problem = problem;
        this.action = action;
    }

    /** What is wrong. */
    public final String problem() {
        return problem;
    }

    /** What to do about it. */
    public final String action() {
        return action;
    }
}
