package io.semblance.record;

import org.jspecify.annotations.Nullable;

/** The files are not a record that this version can read; nothing was changed. */
public sealed class RecordFormatException extends StoreException permits RecordDamagedException {

    private static final long serialVersionUID = 1L;

    RecordFormatException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
