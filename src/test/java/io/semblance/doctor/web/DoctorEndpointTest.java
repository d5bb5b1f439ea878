package io.semblance.doctor.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import io.semblance.doctor.CheckName;
import io.semblance.doctor.DoctorReport;
import io.semblance.doctor.Finding;
import io.semblance.doctor.data.DataFinding;
import io.semblance.doctor.data.DataReport;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Two callers at once, and one who comes again: by a clock that the test turns. */
class DoctorEndpointTest {

    private static final List<Finding> CHECKED = List.of(Finding.information(CheckName.CLOCK, "it ticks", ""));
    private static final List<DataFinding> READ = List.of(DataFinding.information("index works", "is sound", ""));

    private static final DoctorEndpoint.Patience LONG = new DoctorEndpoint.Patience(Duration.ofMinutes(1),
            Duration.ofDays(1));
    private static final DoctorEndpoint.Patience NONE = new DoctorEndpoint.Patience(Duration.ZERO, Duration.ZERO);
    private static final String SLOW_DISK = "See whether the disk of the data directory answers (docs/runbooks/slow-writes.md).";

    private final AtomicLong clock = new AtomicLong();
    private final CountDownLatch began = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** A look that hangs until the test releases it. */
    private <F> Supplier<List<F>> hanging(List<F> found) {
        return () -> {
            began.countDown();
            await(released);
            return found;
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    private static <F> List<F> never() {
        throw new AssertionError("nobody asked for this");
    }

    @Test
    void whoAsksWhileADiskHangsIsToldSoAndDoesNotWait() {
        DoctorEndpoint endpoint = new DoctorEndpoint(hanging(CHECKED), DoctorEndpointTest::never, clock::get, LONG);
        CompletableFuture<Object> first = CompletableFuture.supplyAsync(() -> endpoint.report(null), this::onThread);
        await(began);
        clock.addAndGet(Duration.ofSeconds(7).toNanos());
        assertThat(endpoint.report(null)).isEqualTo(DoctorReport.of(List.of(Finding.information(
                CheckName.SYNC_LATENCY, "the checks are made for somebody else at this moment, and take 7 s so far",
                "Ask again in some seconds."))));
        clock.addAndGet(Duration.ofSeconds(60).toNanos());
        assertThat(endpoint.report(false)).isEqualTo(DoctorReport.of(List.of(Finding.warning(CheckName.SYNC_LATENCY,
                "the checks are made for somebody else at this moment, and take 67 s so far",
                SLOW_DISK))));
        released.countDown();
        assertThat(first.join()).isEqualTo(DoctorReport.of(CHECKED));
        assertThat(endpoint.report(null)).as("the last report").isEqualTo(DoctorReport.of(CHECKED));
    }

    /** Whoever asked first waited for as long as the disk hung. */
    @Test
    void whoAsksFirstWhileADiskHangsIsToldSoInTime() {
        DoctorEndpoint endpoint = new DoctorEndpoint(hanging(CHECKED), hanging(READ), clock::get, NONE);
        assertThat(endpoint.report(null)).isEqualTo(DoctorReport.of(List.of(Finding.warning(CheckName.SYNC_LATENCY,
                "the checks have not ended within 0 s: the disk of the data directory does not seem to answer",
                SLOW_DISK))));
        assertThat(endpoint.report(true)).isEqualTo(DataReport.of(List.of(DataFinding.warning("data",
                "has not been read within 0 s: its disk does not seem to answer", SLOW_DISK))));
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(endpoint.report(null)).as("the checks are not begun a second time").isEqualTo(DoctorReport.of(
                List.of(Finding.warning(CheckName.SYNC_LATENCY,
                        "the checks are made for somebody else at this moment, and take 1 s so far", SLOW_DISK))));
        released.countDown();
        Awaitility.await("the report of the look that hung")
                .until(() -> DoctorReport.of(CHECKED).equals(endpoint.report(null)));
    }

    private void onThread(Runnable work) {
        Thread.ofPlatform().daemon().start(work);
    }

    @Test
    void checksAreMadeOnceInTenSeconds() {
        AtomicInteger made = new AtomicInteger();
        DoctorEndpoint endpoint = new DoctorEndpoint(() -> {
            made.incrementAndGet();
            return CHECKED;
        }, DoctorEndpointTest::never, clock::get, LONG);
        endpoint.report(null);
        clock.addAndGet(Duration.ofSeconds(10).toNanos());
        endpoint.report(null);
        assertThat(made).hasValue(1);
        clock.addAndGet(1);
        endpoint.report(null);
        assertThat(made).hasValue(2);
    }

    /** A look that fails keeps nobody from the next one. */
    @Test
    void checksThatFailAreMadeAgain() {
        AtomicInteger made = new AtomicInteger();
        DoctorEndpoint endpoint = new DoctorEndpoint(() -> {
            if (made.getAndIncrement() == 0) {
                throw new IllegalStateException("once");
            }
            return CHECKED;
        }, DoctorEndpointTest::never, clock::get, LONG);
        assertThat(CompletableFuture.supplyAsync(() -> endpoint.report(null), this::onThread).handle(
                (report, failure) -> String.valueOf(failure.getMessage())).join()).contains("once");
        assertThat(endpoint.report(null)).isEqualTo(DoctorReport.of(CHECKED));
    }

    @Test
    void dataIsReadForOneCallerAtATime() {
        DoctorEndpoint endpoint = new DoctorEndpoint(DoctorEndpointTest::never, hanging(READ), clock::get, LONG);
        CompletableFuture<Object> first = CompletableFuture.supplyAsync(() -> endpoint.report(true), this::onThread);
        await(began);
        assertThat(endpoint.report(true)).isEqualTo(DataReport.of(List.of(DataFinding.information("data",
                "is being read for somebody else at this moment", "Ask again in half a minute."))));
        released.countDown();
        assertThat(first.join()).isEqualTo(DataReport.of(READ));
    }
}
