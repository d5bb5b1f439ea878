package io.semblance.problem;

/** A fault of the service or its machine (5xx). What is latched read-only says so in health. */
public final class Broken extends ProblemException {

    private static final long serialVersionUID = 1L;

    /** A state that was found out and logged before. */
    public Broken(ProblemType type, String detail) {
        super(type, detail);
    }

    /** @param cause what was caught; logged, never shown to the caller */
    public Broken(ProblemType type, String detail, Throwable cause) {
        super(type, detail);
        initCause(cause);
    }
}
