package io.semblance.problem;

/** Not now: the same request can succeed later (503 with {@code Retry-After}). Nothing was stored. */
public final class Busy extends ProblemException {

    private static final long serialVersionUID = 1L;

    private final int retryAfterSeconds;

    /** @param retryAfterSeconds when to come back, at least 1 */
    public Busy(ProblemType type, String detail, int retryAfterSeconds) {
        super(type, detail);
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** Seconds until a retry makes sense. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
