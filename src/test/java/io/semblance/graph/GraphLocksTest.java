package io.semblance.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

class GraphLocksTest {

    private final GraphLocks locks = new GraphLocks("a graph");

    /** A large one is saved for seconds, and health and metrics ask for its size meanwhile. */
    @Test
    void whoCannotWaitIsToldAtOnceThatSomethingChanges() throws InterruptedException {
        CountDownLatch saving = new CountDownLatch(1);
        CountDownLatch disk = new CountDownLatch(1);
        CompletableFuture<Boolean> save = CompletableFuture.supplyAsync(() -> locks.unchanged(() -> {
            saving.countDown();
            try {
                disk.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return true;
        }));
        saving.await();
        assertThat(locks.<Long>unchangedNow(() -> 7L)).isNull();
        disk.countDown();
        assertThat(save.join()).isTrue();
        assertThat(locks.<Long>unchangedNow(() -> 7L)).isEqualTo(7L);
    }
}
