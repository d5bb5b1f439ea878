package io.semblance.snapshot;

import java.io.IOException;

import io.semblance.record.NoRoom;

import org.jspecify.annotations.Nullable;

/** A snapshot cannot be made, read or restored. The message is whole sentences: what is wrong, and what to do. */
public final class SnapshotException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private enum Kind {
        DAMAGED, REFUSED, NO_ROOM, FAILED
    }

    private final Kind kind;
    private final String clause;

    private SnapshotException(String message, Kind kind, String clause, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.clause = clause;
    }

    /** The snapshot itself is not what it says. */
    static SnapshotException damaged(String fault) {
        return new SnapshotException(
                "The snapshot is damaged: " + fault + ". Nothing was restored; take another snapshot.", Kind.DAMAGED,
                fault,
                null);
    }

    /** The changes after the snapshot are not what they were; what to do is a sentence. */
    static SnapshotException damagedChanges(String fault, String toDo) {
        return new SnapshotException("The changes after the snapshot are damaged: " + fault + ". Nothing was restored. "
                + toDo, Kind.DAMAGED, fault, null);
    }

    /** What was asked for cannot be. */
    static SnapshotException refused(String message) {
        return new SnapshotException(message, Kind.REFUSED, message, null);
    }

    /** It would not fit. */
    static SnapshotException noRoom(String message) {
        return new SnapshotException(message, Kind.NO_ROOM, message, null);
    }

    /** The disk failed, or was full. */
    static SnapshotException failed(String message, Throwable cause) {
        boolean full = cause instanceof IOException io && NoRoom.isMeant(io);
        return new SnapshotException(message, full ? Kind.NO_ROOM : Kind.FAILED, message, cause);
    }

    /** Whether it is the snapshot that is at fault. */
    public boolean isDamaged() {
        return kind == Kind.DAMAGED;
    }

    /** Whether the disk failed, which says nothing of what lies on it. */
    boolean isUnreadable() {
        return kind == Kind.FAILED;
    }

    /** Whether there is no room. */
    boolean isNoRoom() {
        return kind == Kind.NO_ROOM;
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
