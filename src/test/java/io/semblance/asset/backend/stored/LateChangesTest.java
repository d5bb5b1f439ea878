package io.semblance.asset.backend.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.semblance.admission.Deadline;
import io.semblance.problem.Busy;
import io.semblance.problem.ProblemType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Changes of what indexes there are keep the deadline of their request, as writes of assets do. */
class LateChangesTest {

    private static final int CHANGERS = 4;
    private static final Duration SOON = Duration.ofMillis(20);

    private final Readers readers = new Readers(1);
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final CountDownLatch disk = new CountDownLatch(1);
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger over = new AtomicInteger();

    @AfterEach
    void end() {
        disk.countDown();
        readers.close();
        callers.shutdown();
    }

    private Integer hang(CountDownLatch begun) {
        begun.countDown();
        try {
            disk.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
        return done.incrementAndGet();
    }

    private CompletableFuture<Integer> later(Supplier<Integer> change) {
        return CompletableFuture.supplyAsync(change, callers);
    }

    private static Busy late(Supplier<Integer> change) {
        Busy late = catchThrowableOfType(Busy.class, () -> Deadline.in(SOON).call(change::get));
        assertThat(late.type()).isEqualTo(ProblemType.TIMEOUT);
        assertThat(late.retryAfterSeconds()).isPositive();
        return late;
    }

    /** Six creations at once on a disk that takes five seconds for a sync: two were begun after half a minute, unawaited. */
    @Test
    void changeThatWaitsBeyondItsDeadlineIsRefusedAndNeverBegins() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(CHANGERS);
        List<CompletableFuture<Integer>> hanging = new ArrayList<>();
        for (int i = 0; i < CHANGERS; i++) {
            hanging.add(later(() -> readers.change(() -> hang(begun), over::incrementAndGet)));
        }
        begun.await();
        assertThat(late(() -> readers.change(done::incrementAndGet, over::incrementAndGet)))
                .hasMessageContaining("nothing was done");
        assertThat(late(() -> readers.wholeChange(done::incrementAndGet, over::incrementAndGet)))
                .hasMessageContaining("nothing was done");
        assertThat(over).as("their names are free again").hasValue(2);
        disk.countDown();
        hanging.forEach(CompletableFuture::join);
        readers.change(over::get, () -> {
        });
        assertThat(done).as("the control: those that had begun, and no other").hasValue(CHANGERS);
        assertThat(over).hasValue(CHANGERS + 2);
    }

    /** One that a thread is at. */
    private QueuedChange<Integer> begun() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        QueuedChange<Integer> change = new QueuedChange<>(() -> hang(begun), over::incrementAndGet, queued -> {
        });
        callers.execute(change);
        begun.await();
        return change;
    }

    @Test
    void changeThatHasBegunIsToldThatItMayBeDoneAndIsBroughtToItsEnd() throws InterruptedException {
        QueuedChange<Integer> change = begun();
        assertThat(late(() -> Waiting.onChange(change)))
                .hasMessageContaining("may be done in the end").hasMessageNotContaining("nothing was done");
        assertThat(over).as("its names are taken").hasValue(0);
        disk.countDown();
        assertThat(change.join()).isEqualTo(1);
        assertThat(over).hasValue(1);
    }

    /** A snapshot of all indexes is made only once no index is without a name any more. */
    @Test
    void whoHasToKnowTheEndOfAChangeWaitsForItBeyondTheDeadline() throws InterruptedException {
        QueuedChange<Integer> change = begun();
        CompletableFuture<Integer> renaming = later(
                () -> Deadline.in(Duration.ZERO).call(() -> Waiting.onWholeChange(change)));
        late(() -> Waiting.onChange(change));
        disk.countDown();
        assertThat(renaming.join()).isEqualTo(1);
    }

    @Test
    void whatFailsIsToldAsItIs() {
        assertThatThrownBy(() -> readers.change(() -> {
            throw new IllegalStateException("broken");
        }, over::incrementAndGet)).isInstanceOf(IllegalStateException.class).hasMessage("broken");
        assertThat(over).hasValue(1);
    }
}
