package io.semblance.lifecycle;

import java.util.concurrent.CancellationException;

import io.semblance.asset.AssetIndexes;
import io.semblance.lifecycle.Progress.Stage;

/**
 * The state of loading, written by one thread and read by any. A stop during loading makes the next report of progress
 * throw {@link CancellationException}, so that a long replay does not outlive its process' grace period.
 */
public final class Loading implements AssetIndexes.LoadProgress {

    private volatile Progress progress = new Progress(Stage.LOADING, 0, 0);
    private volatile boolean cancelled;
    private volatile long began;
    private volatile long took;

    /** Where it stands now. */
    public Progress progress() {
        return progress;
    }

    /** Whether requests can be served. */
    public boolean isReady() {
        return progress.stage() == Stage.READY;
    }

    /** Seconds that loading took, or has taken so far. */
    double seconds() {
        long nanos = took != 0 || began == 0 ? took : System.nanoTime() - began;
        return nanos / 1e9;
    }

    void begin() {
        began = System.nanoTime();
    }

    @Override
    public void loaded(long done, long total) {
        if (cancelled) {
            throw new CancellationException("the service stops");
        }
        progress = new Progress(Stage.LOADING, done, total);
    }

    void ready() {
        Progress last = progress;
        took = System.nanoTime() - began;
        progress = new Progress(Stage.READY, Math.max(last.loaded(), last.total()), last.total());
    }

    void failed() {
        Progress last = progress;
        progress = new Progress(Stage.FAILED, last.loaded(), last.total());
    }

    void cancel() {
        cancelled = true;
    }
}
