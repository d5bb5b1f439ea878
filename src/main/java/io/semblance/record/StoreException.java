package io.semblance.record;

import org.jspecify.annotations.Nullable;

/** The record could not do what was asked; the subclass says whose turn it is now, the message says it in words. */
public abstract sealed class StoreException extends RuntimeException
        permits StorageFullException, StoreBusyException, StoreClosedException, StoreFailedException,
        StoreTimeoutException, RecordFormatException {

    StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
