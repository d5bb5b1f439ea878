package io.semblance.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.semblance.admission.Deadline;
import io.semblance.problem.Busy;
import io.semblance.problem.ProblemType;

import org.awaitility.Awaitility;
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
            waiting.add(CompletableFuture.supplyAsync(() -> threads.onThread(() -> hang(hanging, disk)), callers));
        }
        hanging.await();
    }

    private static boolean hang(CountDownLatch begun, CountDownLatch disk) throws IOException {
        begun.countDown();
        try {
            disk.await();
        } catch (InterruptedException stopped) {
            throw new IOException("interrupted", stopped);
        }
        return true;
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

    private static Busy late(Duration given, Supplier<Boolean> work) {
        Busy late = catchThrowableOfType(Busy.class, () -> Deadline.in(given).call(work::get));
        assertThat(late.type()).isEqualTo(ProblemType.TIMEOUT);
        assertThat(late.retryAfterSeconds()).isPositive();
        return late;
    }

    /** Such as the deletion of a snapshot, or its restore: told that it timed out, nobody expects it to happen hours later. */
    @Test
    void workThatNoThreadHasBegunInTimeIsRefusedAndNeverBegins() {
        AtomicInteger done = new AtomicInteger();
        SnapshotThreads.Work<Boolean> work = () -> done.incrementAndGet() > 0;
        for (Supplier<Boolean> queued : List.<Supplier<Boolean>>of(() -> threads.onThread(work),
                () -> threads.alone(work), () -> threads.aloneWithNames(work), () -> threads.soon(work))) {
            assertThat(late(Duration.ofMillis(20), queued)).hasMessageContaining("Nothing was done");
        }
        disk.countDown();
        waiting.forEach(begun -> assertThat(begun.join()).as("the control: it had begun, and is waited for").isTrue());
        assertThat(threads.onThread(() -> true)).isTrue();
        assertThat(done).hasValue(0);
    }

    @Test
    void renamingDoesNotWaitForTheDiskOfTheSnapshots() {
        assertThat(threads.renaming(() -> true)).isTrue();
        assertThat(threads.renaming(() -> true)).isTrue();
        assertThat(waiting).as("the control: it hangs").noneMatch(CompletableFuture::isDone);
    }

    /** And keeps all names until it is over, whoever has gone: a snapshot of all would have it under neither. */
    @Test
    void renamingThatHasBegunIsToldThatItMayBeDone() throws IOException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ofData = new CountDownLatch(1);
        Duration given = Duration.ofMillis(20);
        Busy late = late(given, () -> threads.renaming(() -> hang(begun, ofData)));
        while (late.detail().contains("Nothing was done")) {
            given = given.multipliedBy(2);
            Duration more = given;
            late = late(more, () -> threads.renaming(() -> hang(begun, ofData)));
        }
        assertThat(late).hasMessageContaining("may be done in the end").hasMessageNotContaining("Nothing was done");
        assertThat(threads.ifNamesStay(() -> true)).isFalse();
        assertThatThrownBy(() -> threads.renaming(() -> true)).isInstanceOf(Busy.class)
                .hasMessageContaining("being renamed");
        ofData.countDown();
        Awaitility.await("it is over").until(() -> threads.ifNamesStay(() -> true));
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

    /** A thread that waits in the kernel cannot be interrupted; the request that waits for it is answered all the same. */
    @Test
    void whoWaitsForADiskThatLetsNoThreadGoIsToldOfTheStop() throws InterruptedException {
        CompletableFuture<Boolean> answered = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Boolean> renaming = CompletableFuture.supplyAsync(() -> threads.renaming(() -> {
            begun.countDown();
            return answered.join();
        }), callers);
        begun.await();
        threads.close();
        assertThatThrownBy(renaming::join).cause()
                .isInstanceOfSatisfying(Busy.class, told -> assertThat(told.type()).isEqualTo(ProblemType.STOPPING));
        answered.complete(true);
    }
}
