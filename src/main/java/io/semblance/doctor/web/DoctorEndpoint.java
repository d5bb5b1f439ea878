package io.semblance.doctor.web;

import io.semblance.config.SemblanceSettings;
import io.semblance.doctor.CheckName;
import io.semblance.doctor.Doctor;
import io.semblance.doctor.DoctorReport;
import io.semblance.doctor.Finding;
import io.semblance.doctor.data.DataFinding;
import io.semblance.doctor.data.DataReport;
import io.semblance.doctor.data.ServedData;
import io.semblance.snapshot.Snapshots;
import io.semblance.telemetry.MeteredIndexes;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * {@code /actuator/doctor}. The checks write to the disk, so they run one at a time and at most once in
 * {@link #KEPT}: whoever asks more often gets the last report, and whoever asks while they run is told so. With
 * {@code ?data=true} the records are read instead, by one thread that rests as long as it reads; whoever asks while that goes
 * on is told so. A disk that hangs keeps nobody: threads of their own wait for it, and who asked is told after a while that it
 * does not answer.
 */
@Component
@Endpoint(id = "doctor")
class DoctorEndpoint {

    private static final Duration KEPT = Duration.ofSeconds(10);
    /** The checks take a second, and the reading of data stops after half a minute. */
    private static final Patience PATIENCE = new Patience(Duration.ofSeconds(10), Duration.ofMinutes(1));
    private static final String SLOW_DISK = "See whether the disk of the data directory answers (docs/runbooks/slow-writes.md).";
    private static final Executor CHECKING = work -> Thread.ofPlatform().daemon().name("doctor-checks").start(work);
    private static final long NOBODY_LOOKS = Long.MIN_VALUE;

    private final Supplier<List<Finding>> checks;
    private final Supplier<List<DataFinding>> data;
    private final LongSupplier clock;
    private final Patience patience;
    private final AtomicLong lookingSince = new AtomicLong(NOBODY_LOOKS);
    private final ExecutorService reading = new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("doctor-", 0).factory());
    private volatile @Nullable Look last;

    private record Look(DoctorReport report, long ended) {
    }

    /**
     * How long whoever asks waits before it is told that a disk does not answer.
     *
     * @param checks for the checks
     * @param data for the reading of the records
     */
    record Patience(Duration checks, Duration data) {
    }

    @Autowired
    DoctorEndpoint(SemblanceSettings settings, Environment environment, MeteredIndexes indexes, GrowthWatch watch,
            Snapshots snapshots) {
        this(Doctor.ofService(settings, environment, watch.running(snapshots::seen))::findings,
                new ServedData(indexes.files().orElse(null))::findings, System::nanoTime, PATIENCE);
    }

    /** @param clock nanoseconds as those of {@link System#nanoTime()} */
    DoctorEndpoint(Supplier<List<Finding>> checks, Supplier<List<DataFinding>> data, LongSupplier clock,
            Patience patience) {
        this.checks = checks;
        this.data = data;
        this.clock = clock;
        this.patience = patience;
    }

    @ReadOperation
    Object report(@Nullable Boolean data) {
        return data != null && data ? ofData() : ofDeployment();
    }

    private DoctorReport ofDeployment() {
        long now = clock.getAsLong();
        Look look = last;
        if (look != null && now - look.ended <= KEPT.toNanos()) {
            return look.report;
        }
        if (!lookingSince.compareAndSet(NOBODY_LOOKS, now)) {
            long since = lookingSince.get();
            return busy(Duration.ofNanos(since == NOBODY_LOOKS ? 0 : Math.max(0, now - since)));
        }
        return begin().completeOnTimeout(hanging(), patience.checks.toNanos(), TimeUnit.NANOSECONDS).join();
    }

    /**
     * The system may refuse a thread, and that look has then ended. Not by {@code supplyAsync}, which looks no more once
     * nobody waits, and then nothing would say that the look has ended.
     */
    private CompletableFuture<DoctorReport> begin() {
        CompletableFuture<DoctorReport> report = new CompletableFuture<>();
        boolean begun = false;
        try {
            CHECKING.execute(() -> look(report));
            begun = true;
            return report;
        } finally {
            if (!begun) {
                lookingSince.set(NOBODY_LOOKS);
            }
        }
    }

    private void look(CompletableFuture<DoctorReport> report) {
        try {
            report.complete(look());
        } catch (RuntimeException | Error failed) {
            report.completeExceptionally(failed);
        }
    }

    private DoctorReport look() {
        try {
            DoctorReport report = DoctorReport.of(checks.get());
            last = new Look(report, clock.getAsLong());
            return report;
        } finally {
            lookingSince.set(NOBODY_LOOKS);
        }
    }

    private DoctorReport hanging() {
        return DoctorReport.of(List.of(Finding.warning(CheckName.SYNC_LATENCY, "the checks have not ended within "
                + patience.checks.toSeconds() + " s: the disk of the data directory does not seem to answer",
                SLOW_DISK)));
    }

    /** Writing to the disk is what hangs if something does, hence under this name. */
    private DoctorReport busy(Duration time) {
        String found = "the checks are made for somebody else at this moment, and take " + time.toSeconds()
                + " s so far";
        return DoctorReport.of(List.of(time.compareTo(patience.checks) > 0
                ? Finding.warning(CheckName.SYNC_LATENCY, found, SLOW_DISK)
                : Finding.information(CheckName.SYNC_LATENCY, found, "Ask again in some seconds.")));
    }

    private DataReport ofData() {
        try {
            return CompletableFuture.supplyAsync(data, reading).thenApply(DataReport::of)
                    .completeOnTimeout(hangingData(), patience.data.toNanos(), TimeUnit.NANOSECONDS).join();
        } catch (RejectedExecutionException busy) {
            return DataReport
                    .of(List.of(DataFinding.information("data", "is being read for somebody else at this moment",
                            "Ask again in half a minute.")));
        }
    }

    private DataReport hangingData() {
        return DataReport.of(List.of(DataFinding.warning("data", "has not been read within " + patience.data.toSeconds()
                + " s: its disk does not seem to answer", SLOW_DISK)));
    }
}
