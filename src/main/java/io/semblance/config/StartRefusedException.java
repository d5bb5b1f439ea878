package io.semblance.config;

import io.semblance.problem.RefusedException;

import org.jspecify.annotations.Nullable;

/** The service cannot start as it is set up; the exit code is 1. */
public final class StartRefusedException extends RefusedException {

    private static final long serialVersionUID = 1L;

    /** As {@link RefusedException} has it. */
    public StartRefusedException(String problem, String action) {
        super(problem, action);
    }

    /** As {@link RefusedException} has it. */
    public StartRefusedException(String problem, String action, @Nullable Throwable cause) {
        super(problem, action, cause);
    }
}
