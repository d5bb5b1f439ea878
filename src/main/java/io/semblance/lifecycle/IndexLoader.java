package io.semblance.lifecycle;

import java.util.concurrent.CancellationException;

import io.semblance.asset.AssetIndexes;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Loads the indexes in the background once the port is open: probes answer from the first moment on, and readiness waits.
 * A fault ends in a state that is alive and never ready, named in the log and in readiness: a restart loop would hide it.
 */
final class IndexLoader implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(IndexLoader.class);

    private final AssetIndexes indexes;
    private final Loading loading;
    private final Runnable afterLoading;
    private volatile @Nullable Thread thread;

    /** @param afterLoading runs when all indexes are loaded and before the service is ready */
    IndexLoader(AssetIndexes indexes, Loading loading, Runnable afterLoading) {
        this.indexes = indexes;
        this.loading = loading;
        this.afterLoading = afterLoading;
    }

    @Override
    public int getPhase() {
        return Phases.LOADING;
    }

    @Override
    public void start() {
        thread = Thread.ofPlatform().name("index-loader").start(this::load);
    }

    /** Cuts loading short and waits for it, so that saving and closing never meet it. */
    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running == null) {
            return;
        }
        loading.cancel();
        try {
            running.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void load() {
        long began = System.nanoTime();
        loading.begin();
        try {
            indexes.load(loading);
            afterLoading.run();
            loading.ready();
            LOG.info("Ready: {} assets of {} indexes were loaded in {} ms", loading.progress().loaded(),
                    indexes.names().size(), (System.nanoTime() - began) / 1_000_000);
        } catch (CancellationException stopped) {
            LOG.info("Loading was cut short: {}", stopped.getMessage());
        } catch (RuntimeException | Error fault) {
            loading.failed();
            LOG.error("Loading failed, so this process serves nothing; find the cause below, mend it and restart",
                    fault);
        }
    }
}
