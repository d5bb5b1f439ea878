package io.semblance.lifecycle;

import java.time.InstantSource;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.semblance.asset.Scoring;
import io.semblance.asset.backend.IndexUri;
import io.semblance.config.SemblanceSettings;
import io.semblance.snapshot.Retention;
import io.semblance.snapshot.SnapshotPlan;
import io.semblance.snapshot.Snapshots;
import io.semblance.telemetry.MeteredIndexes;
import io.semblance.telemetry.Meters;
import io.semblance.telemetry.Release;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Snapshots of what is served, by the settings. */
@Configuration(proxyBeanMethods = false)
class SnapshotConfiguration {

    /** Closed by {@link SnapshotSchedule}. */
    @Bean(destroyMethod = "")
    Snapshots snapshots(MeteredIndexes indexes, IndexUri uri, SemblanceSettings settings, Release release) {
        SemblanceSettings.Snapshots asked = settings.snapshots();
        SnapshotPlan plan = new SnapshotPlan(asked.directory(), uri.directory(),
                new Retention(asked.keepLast(), asked.keepDaily(), asked.keepWeekly()),
                new Scoring(settings.matchThresholdUnits(), settings.confidenceExponent()), release.version());
        return new Snapshots(indexes, indexes.files().orElse(null), plan, InstantSource.system());
    }

    @Bean
    SnapshotSchedule snapshotSchedule(Snapshots snapshots, Loading loading, SemblanceSettings settings) {
        return new SnapshotSchedule(snapshots, loading, settings.snapshots().interval(), InstantSource.system());
    }

    /** Without a directory the age is no number; with one and no sound snapshot it is infinite. */
    @Bean
    MeterBinder snapshotMeters(Snapshots snapshots) {
        return registry -> {
            TimeGauge.builder(Meters.SNAPSHOT_AGE, snapshots, TimeUnit.SECONDS, SnapshotConfiguration::age)
                    .register(registry);
            FunctionCounter.builder(Meters.SNAPSHOT_FAILURES, snapshots, Snapshots::failures).register(registry);
        };
    }

    private static double age(Snapshots snapshots) {
        if (!snapshots.isPossible()) {
            return Double.NaN;
        }
        Instant newest = snapshots.newestSound();
        return newest == null
                ? Double.POSITIVE_INFINITY
                : Duration.between(newest, Instant.now()).toMillis() / 1e3;
    }
}
