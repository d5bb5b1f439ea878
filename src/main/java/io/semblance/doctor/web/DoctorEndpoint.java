package io.semblance.doctor.web;

import io.semblance.config.SemblanceSettings;
import io.semblance.doctor.Doctor;
import io.semblance.doctor.DoctorReport;
import io.semblance.doctor.data.DataFinding;
import io.semblance.doctor.data.DataReport;
import io.semblance.doctor.data.ServedData;
import io.semblance.telemetry.MeteredIndexes;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * {@code /actuator/doctor}. The checks write to the disk, so they run one at a time and at most once in
 * {@link #KEPT}: whoever asks more often gets the last report. With {@code ?data=true} the records are read instead, by one
 * thread that rests as long as it reads; whoever asks while that goes on is told so.
 */
@Component
@Endpoint(id = "doctor")
class DoctorEndpoint {

    private static final Duration KEPT = Duration.ofSeconds(10);

    private final Doctor doctor;
    private final ServedData data;
    private final ExecutorService reading = new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("doctor-", 0).factory());
    private @Nullable DoctorReport last;
    private long looked;

    DoctorEndpoint(SemblanceSettings settings, Environment environment, MeteredIndexes indexes, GrowthWatch watch) {
        this.doctor = Doctor.ofService(settings, environment, watch.running());
        this.data = new ServedData(indexes.files().orElse(null));
    }

    @ReadOperation
    Object report(@Nullable Boolean data) {
        return data != null && data ? ofData() : ofDeployment();
    }

    private synchronized DoctorReport ofDeployment() {
        DoctorReport report = last;
        if (report == null || System.nanoTime() - looked > KEPT.toNanos()) {
            report = DoctorReport.of(doctor.findings());
            last = report;
            looked = System.nanoTime();
        }
        return report;
    }

    private DataReport ofData() {
        try {
            return DataReport.of(CompletableFuture.supplyAsync(data::findings, reading).join());
        } catch (RejectedExecutionException busy) {
            return DataReport
                    .of(List.of(DataFinding.information("data", "is being read for somebody else at this moment",
                            "Ask again in half a minute.")));
        }
    }
}
