package io.semblance.problem;

/**
 * A problem on its way to the caller: what kind it is, and a sentence that says what to change. It keeps its stack trace:
 * problems are rare, and a trace that leads to the refusing line is worth its microseconds.
 */
public abstract sealed class ProblemException extends RuntimeException permits CallerFault, Busy, Broken {

    private static final long serialVersionUID = 1L;

    private final ProblemType type;

    ProblemException(ProblemType type, String detail) {
        super(detail);
        this.type = type;
    }

    /** The entry of the catalogue. */
    public ProblemType type() {
        return type;
    }

    /** Whole sentences for the caller; the same as {@link #getMessage()}. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
