package io.semblance.record;

/** A write was not begun in time, so it was left out: nothing of it was written, and nothing will be. */
public final class StoreTimeoutException extends StoreException {

    StoreTimeoutException(String message) {
        super(message, null);
    }
}
