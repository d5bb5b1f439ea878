package io.semblance.record;

import org.jspecify.annotations.Nullable;

/** Nothing was written, because too much is waiting or somebody holds an old snapshot; the same request may come again. */
public final class StoreBusyException extends StoreException {

    StoreBusyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
