package io.semblance.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;

import io.semblance.lifecycle.Progress.Stage;

import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class IndexLoaderTest {

    private final RecordedIndexes indexes = new RecordedIndexes();
    private final Loading loading = new Loading();
    private final LoadingHealthIndicator health = new LoadingHealthIndicator(loading);

    @Test
    void progressIsShownWhileLoadingAndReadinessComesLast() throws InterruptedException {
        CountDownLatch shown = new CountDownLatch(1);
        indexes.onLoad = progress -> {
            progress.loaded(30, 100);
            wait(shown);
        };
        IndexLoader loader = new IndexLoader(indexes, loading, () -> indexes.calls.add("demo"));
        loader.start();
        await().until(() -> loading.progress().loaded() == 30);
        assertThat(loading.progress()).isEqualTo(new Progress(Stage.LOADING, 30, 100));
        assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(health.health().getDetails()).containsEntry("loaded", 30L).containsEntry("total", 100L);
        shown.countDown();
        await().until(loading::isReady);
        assertThat(loading.progress()).isEqualTo(new Progress(Stage.READY, 100, 100));
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        assertThat(indexes.calls).containsExactly("load", "loaded", "demo");
    }

    @Test
    void faultLeavesTheServiceAliveAndNeverReady() {
        indexes.onLoad = progress -> {
            throw new IllegalStateException("the record is damaged");
        };
        IndexLoader loader = new IndexLoader(indexes, loading, () -> {
        });
        loader.start();
        await().until(() -> loading.progress().stage() == Stage.FAILED);
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        loader.stop();
        assertThat(loading.isReady()).isFalse();
    }

    @Test
    void stopCutsLoadingShortAndWaitsForIt() {
        indexes.onLoad = progress -> {
            try {
                for (long done = 0;; done++) {
                    progress.loaded(done, Long.MAX_VALUE);
                }
            } finally {
                indexes.calls.add("cut");
            }
        };
        IndexLoader loader = new IndexLoader(indexes, loading, () -> {
        });
        loader.start();
        await().until(() -> loading.progress().loaded() > 0);
        loader.stop();
        assertThat(indexes.calls).containsExactly("load", "cut");
        assertThat(loading.isReady()).isFalse();
        assertThat(loader.isRunning()).isFalse();
    }

    private static void wait(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
