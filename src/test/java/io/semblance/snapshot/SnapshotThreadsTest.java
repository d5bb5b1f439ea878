package io.semblance.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.semblance.admission.Deadline;
import io.semblance.problem.Busy;
import io.semblance.problem.ProblemType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All threads wait for a disk that does not answer, and one more piece of work waits for a thread. */
class SnapshotThreadsTest {

    private final SnapshotThreads threads = new SnapshotThreads();
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final CountDownLatch disk = new CountDownLatch(1);
    private final List<CompletableFuture<Boolean>> waiting = new ArrayList<>();

    @BeforeEach
    void hang() throws InterruptedException {
        CountDownLatch hanging = new CountDownLatch(3);
        for (int i = 0; i < 4; i++) {
            waiting.add(CompletableFuture.supplyAsync(() -> threads.onThread(() -> {
                hanging.countDown();
                try {
                    disk.await();
                } catch (InterruptedException stopped) {
                    throw new IOException("interrupted", stopped);
                }
                return true;
            }), callers));
        }
        hanging.await();
    }

    @AfterEach
    void end() {
        disk.countDown();
        threads.close();
        callers.shutdown();
    }

    @Test
    void whoOnlyReadsWaitsNoLongerThanItsDeadline() {
        assertThatThrownBy(() -> Deadline.in(Duration.ofMillis(20)).call(() -> threads.soon(() -> true)))
                .isInstanceOfSatisfying(Busy.class, late -> assertThat(late.type()).isEqualTo(ProblemType.TIMEOUT));
        disk.countDown();
        waiting.forEach(done -> assertThat(done.join()).isTrue());
        assertThat(threads.soon(() -> true)).isTrue();
    }

    /** Of an ordinary stop nobody is told that a disk failed, and nobody waits for ever. */
    @Test
    void whatAStopLeavesUnfinishedIsToldSo() {
        threads.close();
        for (CompletableFuture<Boolean> unfinished : waiting) {
            assertThatThrownBy(unfinished::join).isInstanceOf(CompletionException.class).cause()
                    .isInstanceOfSatisfying(Busy.class,
                            told -> assertThat(told.type()).isEqualTo(ProblemType.STOPPING));
        }
        assertThatThrownBy(() -> threads.onThread(() -> true)).isInstanceOf(Busy.class);
    }
}
