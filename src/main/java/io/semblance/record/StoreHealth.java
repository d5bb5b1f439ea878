package io.semblance.record;

import org.jspecify.annotations.Nullable;

/**
 * Whether a store takes writes.
 *
 * @param failure why not, in words; null while it does
 */
public record StoreHealth(@Nullable String failure) {

    /** True while no failure has latched the store read-only. */
    public boolean writable() {
        return failure == null;
    }
}
