package io.semblance.record;

import org.jspecify.annotations.Nullable;

/** The file system has no room left for writing beyond the reserve. Reading goes on; writing does once there is room. */
public final class StorageFullException extends StoreException {

    StorageFullException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
