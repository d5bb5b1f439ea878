package io.semblance.record;

import org.jspecify.annotations.Nullable;

/** The data directory cannot be used; nothing in it was changed. The message is two sentences: problem and action. */
public final class DataDirectoryException extends RuntimeException {

    private final String problem;
    private final String action;

    DataDirectoryException(String problem, String action, @Nullable Throwable cause) {
        super(problem + " " + action, cause);
        this.problem = problem;
        this.action = action;
    }

    /** A sentence: what is wrong. */
    public String problem() {
        return problem;
    }

    /** A sentence: what to do. */
    public String action() {
        return action;
    }
}
