package io.semblance.lifecycle;

import java.time.InstantSource;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.semblance.asset.Scoring;
import io.semblance.asset.backend.audit.WitnessRules;
import io.semblance.asset.backend.IndexUri;
import io.semblance.config.SemblanceSettings;
import io.semblance.snapshot.Retention;
import io.semblance.snapshot.SnapshotPlan;
import io.semblance.snapshot.Snapshots;
import io.semblance.telemetry.MeteredIndexes;
import io.semblance.telemetry.Release;

import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Snapshots of what is served, by the settings. */
@Configuration(proxyBeanMethods = false)
class SnapshotConfiguration {

    /** Closed by {@link SnapshotSchedule}. */
    @Bean(destroyMethod = "")
    Snapshots snapshots(MeteredIndexes indexes, IndexUri uri, SemblanceSettings settings, Release release) {
        SemblanceSettings.Snapshots asked = settings.snapshots();
        SnapshotPlan plan = new SnapshotPlan(asked.directory(), uri.directory(),
                new Retention(asked.keepLast(), asked.keepDaily(), asked.keepWeekly()),
                new WitnessRules(new Scoring(settings.matchThresholdUnits(), settings.confidenceExponent()),
                        settings.matchThresholdSimprints()),
                release.version(),
                asked.changes());
        return new Snapshots(indexes, indexes.files().orElse(null), plan, InstantSource.system());
    }

    @Bean
    SnapshotSchedule snapshotSchedule(Snapshots snapshots, Loading loading, SemblanceSettings settings) {
        return new SnapshotSchedule(snapshots, loading, settings.snapshots().interval(), InstantSource.system(),
                System::nanoTime);
    }

    @Bean
    MeterBinder snapshotMeters(Snapshots snapshots, SemblanceSettings settings) {
        InstantSource clock = InstantSource.system();
        return new SnapshotMeters(snapshots, settings.snapshots(), clock.instant(), clock);
    }

    @Bean
    HealthIndicator snapshotsHealthIndicator(Snapshots snapshots) {
        return new SnapshotsHealthIndicator(snapshots);
    }
}
