package io.semblance.asset.backend.stored;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.semblance.problem.Busy;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ReadersTest {

    /** As when no thread can be started for it. */
    @Test
    void changeThatNeverBeginsIsAtItsEndAllTheSame() throws InterruptedException {
        int most = 4 + 256;
        CountDownLatch disk = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        List<String> refused = new CopyOnWriteArrayList<>();
        List<Thread> callers = new ArrayList<>();
        try (Readers readers = new Readers(1)) {
            for (int i = 0; i < most + 1; i++) {
                callers.add(Thread.ofVirtual().start(() -> {
                    try {
                        readers.change(() -> {
                            await(disk);
                            return begun.incrementAndGet();
                        }, ended::incrementAndGet);
                    } catch (Busy full) {
                        refused.add(String.valueOf(full.getMessage()));
                    }
                }));
            }
            Awaitility.await("one more than may wait").until(() -> !refused.isEmpty());
            assertThat(ended).as("the one that was refused").hasValue(1);
            disk.countDown();
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(refused).hasSize(1).first().asString().contains("256 changes of indexes wait already");
            assertThat(begun).hasValue(most);
            assertThat(ended).hasValue(most + 1);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
