package io.semblance.lifecycle;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps serving for a while after SIGTERM. Spring Boot has already turned readiness to refusing; load balancers and
 * kube-proxy need a moment to notice, and until then they send requests that deserve an answer.
 */
final class TrafficDrain implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(TrafficDrain.class);

    private final Duration window;
    private final LastStop note;
    private volatile boolean running;

    TrafficDrain(Duration window, LastStop note) {
        this.window = window;
        this.note = note;
    }

    @Override
    public int getPhase() {
        return Phases.DRAINING;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        note.begin();
        LOG.info("Stopping: readiness is gone, still serving for {} ms", window.toMillis());
        try {
            TimeUnit.NANOSECONDS.sleep(window.toNanos());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
