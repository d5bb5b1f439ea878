package io.semblance.asset.backend.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.semblance.asset.AssetIndexes;
import io.semblance.asset.backend.TestedBackend;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The indexes cannot be listed for a while, as when too many files are open. */
class UnlistedIndexesTest {

    @TempDir
    Path directory;

    @BeforeEach
    void write() {
        try (AssetIndexes indexes = TestedBackend.LMDB.open(directory)) {
            indexes.create("works");
        }
    }

    @Test
    void loadingGoesOnOnceTheyCan() throws IOException, InterruptedException {
        try (AssetIndexes indexes = TestedBackend.LMDB.unloaded(directory)) {
            Path away = Files.move(directory.resolve("indexes"), directory.resolve("away"));
            CountDownLatch tried = new CountDownLatch(2);
            CompletableFuture<Void> loading = CompletableFuture
                    .runAsync(() -> indexes.load((done, total) -> tried.countDown()));
            tried.await();
            assertThat(loading).isNotDone();
            Files.move(away, directory.resolve("indexes"));
            loading.join();
            assertThat(indexes.names()).containsExactly("works");
        }
    }

    @Test
    void aStopEndsTheTrying() throws IOException {
        try (AssetIndexes indexes = TestedBackend.LMDB.unloaded(directory)) {
            Path away = Files.move(directory.resolve("indexes"), directory.resolve("away"));
            assertThatThrownBy(() -> indexes.load((done, total) -> {
                throw new CancellationException("the service stops");
            })).isInstanceOf(CancellationException.class);
            Files.move(away, directory.resolve("indexes"));
        }
    }
}
