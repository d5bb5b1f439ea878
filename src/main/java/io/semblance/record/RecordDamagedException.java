package io.semblance.record;

import org.jspecify.annotations.Nullable;

/** The bytes of a record were read and are not what was written; the message says where. Nothing was changed. */
public final class RecordDamagedException extends RecordFormatException {

    private static final long serialVersionUID = 1L;

    RecordDamagedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    RecordDamagedException(String message) {
        super(message, null);
    }
}
