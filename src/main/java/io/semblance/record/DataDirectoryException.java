package io.semblance.record;

import io.semblance.problem.RefusedException;

import org.jspecify.annotations.Nullable;

/** The data directory cannot be used; nothing in it was changed. */
public final class DataDirectoryException extends RefusedException {

    private static final long serialVersionUID = 1L;

    DataDirectoryException(String problem, String action, @Nullable Throwable cause) {
        super(problem, action, cause);
    }
}
