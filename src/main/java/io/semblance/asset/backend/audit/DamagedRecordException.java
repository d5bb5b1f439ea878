package io.semblance.asset.backend.audit;

import org.jspecify.annotations.Nullable;

/** Something in a record cannot be read, or two of its tables disagree; the message says where. */
public final class DamagedRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DamagedRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
