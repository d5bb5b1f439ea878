package io.semblance.asset.backend;

/** The setting that names the backend cannot be used: what is wrong with it, and what to do. */
public final class IndexUriException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String action;

    IndexUriException(String problem, String action) {
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
