package io.semblance.lifecycle;

import java.time.Duration;

import io.semblance.asset.AssetIndexes;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * The last thing that runs: saves what is derived, then closes the indexes, which frees the data directory. A save that
 * takes too long is interrupted and joined before anything closes; it loses nothing, since the record has it all. When
 * the start fails half-way there is nothing to save, but the directory is freed all the same.
 */
final class IndexSaver implements SmartLifecycle, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(IndexSaver.class);

    private final AssetIndexes indexes;
    private final Loading loading;
    private final Duration timeout;
    private final LastStop note;
    private volatile boolean running;
    private boolean closed;

    IndexSaver(AssetIndexes indexes, Loading loading, Duration timeout, LastStop note) {
        this.indexes = indexes;
        this.loading = loading;
        this.timeout = timeout;
        this.note = note;
    }

    @Override
    public int getPhase() {
        return Phases.SAVING;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        long began = System.nanoTime();
        boolean loaded = loading.isReady();
        boolean cut = loaded && !save();
        note.end(cut, loaded ? (System.nanoTime() - began) / 1_000_000 : -1);
        destroy();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public synchronized void destroy() {
        if (!closed) {
            closed = true;
            LOG.info("Closing the indexes");
            indexes.close();
        }
    }

    /** Whether it could end. */
    private boolean save() {
        LOG.info("No request is left; saving the indexes");
        long began = System.nanoTime();
        @Nullable
        Throwable[] fault = new Throwable[1];
        Thread saving = Thread.ofPlatform().name("index-saver").uncaughtExceptionHandler((thread, thrown) -> {
            fault[0] = thrown;
        }).start(indexes::save);
        boolean cut = !joins(saving);
        long millis = (System.nanoTime() - began) / 1_000_000;
        if (cut) {
            LOG.warn("Saving was cut after {} ms; nothing is lost, the next start replays it from the record", millis);
        } else if (fault[0] != null) {
            LOG.error("Saving failed; nothing is lost, the next start replays it from the record", fault[0]);
        } else {
            LOG.info("Saved the indexes in {} ms", millis);
        }
        return !cut;
    }

    /** Waits for the thread, then interrupts it and waits on: whether it ended by itself. */
    private boolean joins(Thread saving) {
        boolean inTime = false;
        try {
            inTime = saving.join(timeout);
            if (!inTime) {
                saving.interrupt();
                saving.join();
            }
        } catch (InterruptedException interrupted) {
            saving.interrupt();
            Thread.currentThread().interrupt();
        }
        return inTime;
    }
}
