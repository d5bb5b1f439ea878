package io.semblance.migration.lmdb;

import java.io.IOException;

/** The file is none that {@link LmdbFile} can read; the message says why. */
public final class NotLmdbException extends IOException {

    private static final long serialVersionUID = 1L;

    NotLmdbException(String message) {
        super(message);
    }
}
