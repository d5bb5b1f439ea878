package io.semblance.migration;

import java.io.IOException;

/** The directory cannot be imported from: what is wrong, and what to do. */
public final class ImportRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String action;

    ImportRefusedException(String problem, String action) {
        super(problem);
        this.action = action;
    }

    /** What is wrong; a whole sentence. */
    public String problem() {
        return String.valueOf(getMessage());
    }

    /** What to do; a whole sentence. */
    public String action() {
        return action;
    }
}
