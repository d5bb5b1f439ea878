package io.semblance.proof;

/**
 * The words by which the harness says that an acknowledged write is gone, altered or there in part. A test that fails with
 * them is counted in the summary, where a control, which expects them, is not.
 */
public final class Losses {

    public static final String ALTERED = "as it was acknowledged";
    public static final String IN_PART = "is there whole or not at all";

    static final String COUNT = "acknowledged-writes-lost";

    private Losses() {
    }

    /** Says that a test which compared what it had been told found all of it. */
    public static void none() {
        Tally.add(COUNT, 0);
    }

    static boolean isToldBy(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String words = String.valueOf(cause.getMessage());
            if (words.contains(ALTERED) || words.contains(IN_PART)) {
                return true;
            }
        }
        return false;
    }
}
