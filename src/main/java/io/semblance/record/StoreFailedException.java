package io.semblance.record;

import org.jspecify.annotations.Nullable;

/**
 * The record cannot be opened, or has latched read-only after a failure that makes a further write unsafe. Whether the
 * write that met the failure is on disk is known only when the record is opened again.
 */
public final class StoreFailedException extends StoreException {

    StoreFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
