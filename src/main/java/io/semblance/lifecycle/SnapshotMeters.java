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
import io.semblance.snapshot.DrillLog;
import io.semblance.snapshot.Snapshots;
import io.semblance.telemetry.Meters;

import org.jspecify.annotations.Nullable;

/** How old what can be restored is, and when a restore was tried out. Without a directory for snapshots no age is a number. */
record SnapshotMeters(Snapshots snapshots, @Nullable Duration interval, InstantSource clock) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        TimeGauge.builder(Meters.SNAPSHOT_AGE, this, TimeUnit.SECONDS, SnapshotMeters::age).register(registry);
        TimeGauge.builder(Meters.SNAPSHOT_INTERVAL, this, TimeUnit.SECONDS, SnapshotMeters::seconds)
                .register(registry);
        FunctionCounter.builder(Meters.SNAPSHOT_FAILURES, snapshots, Snapshots::failures).register(registry);
        TimeGauge.builder(Meters.DRILL_AGE, this, TimeUnit.SECONDS, SnapshotMeters::drillAge).register(registry);
        Gauge.builder(Meters.DRILL_FAILED, this, SnapshotMeters::drillFailed).register(registry);
        FunctionCounter.builder(Meters.DRILL_FAILURES, snapshots, Snapshots::drillFailures).register(registry);
    }

    private double age() {
        Snapshots.Seen seen = snapshots.isPossible() ? snapshots.seen() : null;
        return seen == null ? Double.NaN : since(seen.newestSound());
    }

    private double seconds() {
        return interval == null ? Double.NaN : interval.toMillis() / 1e3;
    }

    private double drillAge() {
        DrillLog drills = drills();
        return drills == null ? Double.NaN : since(drills.lastSucceeded());
    }

    private double drillFailed() {
        DrillLog drills = drills();
        return drills == null || drills.last().succeeded() ? 0 : 1;
    }

    private @Nullable DrillLog drills() {
        Snapshots.Seen seen = snapshots.isPossible() ? snapshots.seen() : null;
        return seen == null ? null : seen.drills();
    }

    private double since(@Nullable Instant time) {
        return time == null
                ? Double.POSITIVE_INFINITY
                : Duration.between(time, clock.instant()).toMillis() / 1e3;
    }
}
