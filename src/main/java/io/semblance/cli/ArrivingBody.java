package io.semblance.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What a service sends, given up once nothing of it has come for a while: of a machine that is gone, or behind a network that
 * is cut, no end is ever told, and whoever reads would wait for ever. Only waiting counts, not what the reader does between.
 */
final class ArrivingBody extends InputStream {

    private static final int LOOKS = 10;
    private static final long NOBODY_WAITS = 0;

    private final InputStream body;
    private final Duration longestSilence;
    private final ScheduledExecutorService watch = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("silence-", 0).factory());
    private final Future<?> looking;
    private volatile long waitingSince = NOBODY_WAITS;
    private volatile boolean givenUp;

    ArrivingBody(InputStream body, Duration longestSilence) {
        this.body = body;
        this.longestSilence = longestSilence;
        long often = longestSilence.toNanos() / LOOKS;
        this.looking = watch.scheduleWithFixedDelay(this::look, often, often, TimeUnit.NANOSECONDS);
    }

    private interface Reading {
        int read() throws IOException;
    }

    @Override
    public int read() throws IOException {
        return waiting(body::read);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        return waiting(() -> body.read(into, from, length));
    }

    private int waiting(Reading reading) throws IOException {
        waitingSince = System.nanoTime() | 1;
        try {
            return reading.read();
        } catch (IOException ended) {
            if (givenUp) {
                IOException silent = new HttpTimeoutException("nothing came for " + longestSilence.toSeconds()
                        + " s, so the answer was given up; see whether the service still runs and can be reached");
                silent.initCause(ended);
                throw silent;
            }
            throw ended;
        } finally {
            waitingSince = NOBODY_WAITS;
        }
    }

    private void look() {
        long since = waitingSince;
        if (since != NOBODY_WAITS && System.nanoTime() - since > longestSilence.toNanos()) {
            givenUp = true;
            try {
                body.close();
            } catch (IOException broken) {
                // Whoever reads is told that it was given up, which is all there is to tell.
            }
        }
    }

    @Override
    public void close() throws IOException {
        looking.cancel(false);
        watch.shutdown();
        body.close();
    }
}
