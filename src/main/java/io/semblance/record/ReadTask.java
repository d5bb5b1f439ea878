package io.semblance.record;

import org.jspecify.annotations.Nullable;

/**
 * A piece of reading.
 *
 * @param <R> what it finds
 */
@FunctionalInterface
public interface ReadTask<R extends @Nullable Object> {

    /** Reads; neither the transaction nor a buffer of it may be used after this returns. */
    R apply(ReadTransaction tx);
}
