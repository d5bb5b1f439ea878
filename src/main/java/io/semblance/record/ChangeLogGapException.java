package io.semblance.record;

/** The change log does not lead from the asked sequence number to now: it was trimmed, or the number is of another past. */
public final class ChangeLogGapException extends RuntimeException {

    private final long asked;
    private final long earliest;
    private final long latest;

    ChangeLogGapException(long asked, long earliest, long latest) {
        super("the change log covers what came after sequence " + earliest + " up to " + latest + ", not after "
                + asked);
        this.asked = asked;
        this.earliest = earliest;
        this.latest = latest;
    }

    /** The sequence number that was asked for. */
    public long asked() {
        return asked;
    }

    /** The smallest sequence number that may be asked for. */
    public long earliest() {
        return earliest;
    }

    /** The sequence number of the last commit. */
    public long latest() {
        return latest;
    }
}
