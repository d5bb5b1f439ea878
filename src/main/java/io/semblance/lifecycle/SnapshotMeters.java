package io.semblance.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.semblance.config.SemblanceSettings;
import io.semblance.snapshot.DrillLog;
import io.semblance.snapshot.Snapshots;
import io.semblance.telemetry.Meters;

import org.jspecify.annotations.Nullable;

/**
 * How old what can be restored is, and when a restore was tried out. Without a directory for snapshots no age is a number.
 *
 * @param started when this process did
 */
record SnapshotMeters(Snapshots snapshots, SemblanceSettings.Snapshots settings, Instant started, InstantSource clock)
        implements
            MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        TimeGauge.builder(Meters.SNAPSHOT_AGE, this, TimeUnit.SECONDS, SnapshotMeters::age).register(registry);
        TimeGauge
                .builder(Meters.SNAPSHOT_INTERVAL, this, TimeUnit.SECONDS,
                        meters -> seconds(meters.settings.interval()))
                .register(registry);
        TimeGauge.builder(Meters.SNAPSHOT_UNSHIPPED, snapshots, TimeUnit.SECONDS, Snapshots::unshippedSeconds)
                .register(registry);
        FunctionCounter.builder(Meters.SNAPSHOT_FAILURES, snapshots, Snapshots::failures).register(registry);
        TimeGauge.builder(Meters.DRILL_AGE, this, TimeUnit.SECONDS, SnapshotMeters::drillAge).register(registry);
        TimeGauge.builder(Meters.DRILL_WITHIN, this, TimeUnit.SECONDS, meters -> seconds(meters.settings.drillWithin()))
                .register(registry);
        Gauge.builder(Meters.DRILL_FAILED, this, SnapshotMeters::drillFailed).register(registry);
        FunctionCounter.builder(Meters.DRILL_FAILURES, snapshots, Snapshots::drillFailures).register(registry);
    }

    private double age() {
        Snapshots.Seen seen = seen();
        return seen == null ? Double.NaN : since(seen.newestSound());
    }

    private static double seconds(@Nullable Duration time) {
        return time == null ? Double.NaN : time.toMillis() / 1e3;
    }

    private double drillAge() {
        Snapshots.Seen seen = seen();
        if (seen == null) {
            return Double.NaN;
        }
        DrillLog drills = seen.drills();
        if (drills == null) {
            return settings.drillWithin() == null ? Double.NaN : since(drillsAwaitedFrom(seen));
        }
        return since(drills.lastSucceeded());
    }

    /** Snapshots outlive a restart, so that one a day keeps no alert from firing. */
    private Instant drillsAwaitedFrom(Snapshots.Seen seen) {
        Instant oldest = seen.oldest();
        return oldest != null && oldest.isBefore(started) ? oldest : started;
    }

    private double drillFailed() {
        Snapshots.Seen seen = seen();
        DrillLog drills = seen == null ? null : seen.drills();
        return drills == null || drills.last().succeeded() ? 0 : 1;
    }

    private Snapshots.@Nullable Seen seen() {
        return snapshots.isPossible() ? snapshots.seen() : null;
    }

    private double since(@Nullable Instant time) {
        return time == null
                ? Double.POSITIVE_INFINITY
                : Duration.between(time, clock.instant()).toMillis() / 1e3;
    }
}
