package io.semblance.doctor.web;

import io.semblance.config.SemblanceSettings;
import io.semblance.doctor.Doctor;
import io.semblance.doctor.DoctorReport;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * {@code /actuator/doctor}. The checks write to the disk, so they run one at a time and at most once in
 * {@link #KEPT}: whoever asks more often gets the last report.
 */
@Component
@Endpoint(id = "doctor")
class DoctorEndpoint {

    private static final Duration KEPT = Duration.ofSeconds(10);

    private final Doctor doctor;
    private @Nullable DoctorReport last;
    private long looked;

    DoctorEndpoint(SemblanceSettings settings, Environment environment) {
        this.doctor = Doctor.ofService(settings, environment);
    }

    @ReadOperation
    synchronized DoctorReport report() {
        DoctorReport report = last;
        if (report == null || System.nanoTime() - looked > KEPT.toNanos()) {
            report = DoctorReport.of(doctor.findings());
            last = report;
            looked = System.nanoTime();
        }
        return report;
    }
}
