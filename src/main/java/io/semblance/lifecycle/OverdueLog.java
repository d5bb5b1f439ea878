package io.semblance.lifecycle;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that a thing that is due does not come to its turn, once it has waited for long, and again whenever it has waited for
 * as long once more. That it waits for a moment is nobody's business. For one thread.
 */
final class OverdueLog {

    private static final Logger LOG = LoggerFactory.getLogger(OverdueLog.class);

    private final LongSupplier nanos;
    private @Nullable Long due;
    private long said;

    /** @param nanos of a clock that only goes on, such as {@link System#nanoTime} */
    OverdueLog(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * It is due and has to wait.
     *
     * @param patience how long it may
     * @param why it has to, as a whole sentence
     */
    void waits(String what, Duration patience, String why) {
        long now = nanos.getAsLong();
        Long since = due;
        if (since == null) {
            due = now;
            said = now;
            LOG.debug("{} has to wait: {}", what, why);
        } else if (now - said >= patience.toNanos()) {
            said = now;
            LOG.warn("{} does not come to its turn for {} s: {} Look at what goes on for so long, and at its disk.",
                    what, Duration.ofNanos(now - since).toSeconds(), why);
        }
    }

    /** It came to its turn, whatever became of it. */
    void comes() {
        due = null;
    }
}
