package io.semblance.snapshot;

import org.jspecify.annotations.Nullable;

/** A snapshot cannot be made, read or restored. The message is whole sentences: what is wrong, and what to do. */
public final class SnapshotException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean damaged;
    private final String clause;

    private SnapshotException(String message, boolean damaged, String clause, @Nullable Throwable cause) {
        super(message, cause);
        this.damaged = damaged;
        this.clause = clause;
    }

    /** The snapshot itself is not what it says. */
    static SnapshotException damaged(String fault) {
        return new SnapshotException(
                "The snapshot is damaged: " + fault + ". Nothing was restored; take another snapshot.", true, fault,
                null);
    }

    /** What was asked for cannot be. */
    static SnapshotException refused(String message) {
        return new SnapshotException(message, false, message, null);
    }

    /** The disk failed. */
    static SnapshotException failed(String message, Throwable cause) {
        return new SnapshotException(message, false, message, cause);
    }

    /** Whether it is the snapshot that is at fault. */
    public boolean isDamaged() {
        return damaged;
    }

    /** What is wrong, without what to do. */
    String clause() {
        return clause;
    }

    /** Whole sentences. */
    public String sentences() {
        return String.valueOf(getMessage());
    }
}
