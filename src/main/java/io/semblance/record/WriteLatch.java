package io.semblance.record;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shuts a store for writing, once and for good, after a failure that leaves unknown what is on disk. After a failed fsync
 * the kernel may drop the pages that it could not write and report success the next time, so a second commit on the same
 * open file would prove nothing: only opening it again shows what is there.
 */
final class WriteLatch {

    private static final Logger LOG = LoggerFactory.getLogger(WriteLatch.class);

    private final String name;
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();

    WriteLatch(String name) {
        this.name = name;
    }

    /** Latches, and returns what to throw. */
    StoreFailedException shut(String what, Throwable cause) {
        String reason = "record " + name + ": " + what + " (" + cause.getMessage()
                + "); it is read-only until restarted";
        if (failure.compareAndSet(null, reason)) {
            LOG.error("{}", reason, cause);
        }
        return new StoreFailedException(reason, cause);
    }

    /**
     * Passes while nothing has failed.
     *
     * @throws StoreFailedException with the first failure; nothing of the write was begun
     */
    void check() {
        String reason = failure.get();
        if (reason != null) {
            throw StoreFailedException.refusing(reason);
        }
    }

    StoreHealth health() {
        return new StoreHealth(failure.get());
    }
}
