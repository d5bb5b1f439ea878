package io.semblance.record;

import org.jspecify.annotations.Nullable;

/**
 * The record cannot be opened, or has latched read-only after a failure that makes a further write unsafe. Whether the
 * write that met the failure is on disk is known only when the record is opened again.
 */
public final class StoreFailedException extends StoreException {

    private final boolean inDoubt;

    StoreFailedException(String message, @Nullable Throwable cause) {
        this(message, cause, true);
    }

    private StoreFailedException(String message, @Nullable Throwable cause, boolean inDoubt) {
        super(message, cause);
        this.inDoubt = inDoubt;
    }

    /** For a write that came after the failure, and was not begun. */
    static StoreFailedException refusing(String message) {
        return new StoreFailedException(message, null, false);
    }

    /** True for a write that met the failure, and may be on disk; false for one that is certainly not. */
    public boolean isInDoubt() {
        return inDoubt;
    }
}
