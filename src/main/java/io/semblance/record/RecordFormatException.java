package io.semblance.record;

import org.jspecify.annotations.Nullable;

/** The files are not a record that this version can read; nothing was changed. */
public final class RecordFormatException extends StoreException {

    RecordFormatException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
