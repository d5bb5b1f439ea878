package io.semblance.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.IndexRecords;
import io.semblance.asset.Scoring;
import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;
import io.semblance.config.SemblanceSettings;
import io.semblance.snapshot.RestoreDrill;
import io.semblance.snapshot.Retention;
import io.semblance.snapshot.SnapshotPlan;
import io.semblance.snapshot.Snapshots;
import io.semblance.telemetry.Meters;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drills that were never held, as where the CronJob is suspended, are missed all the same. */
class SnapshotMetersTest {

    private static final Duration NINE_DAYS = Duration.ofDays(9);
    private static final double NINE_DAYS_SECONDS = 777_600;

    @TempDir
    Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-26T01:00:00Z"));
    private AssetIndexes indexes;

    @BeforeEach
    void open() {
        indexes = Backends.open(IndexUri.parse("lmdb://" + directory.resolve("data")), BackendSettings.defaults());
    }

    @AfterEach
    void close() {
        indexes.close();
    }

    private Snapshots snapshots() {
        Snapshots snapshots = new Snapshots(indexes, (IndexRecords) indexes, new SnapshotPlan(
                directory.resolve("shelf"), directory.resolve("data"), new Retention(9, 0, 0), new Scoring(0.75, 4),
                "test"), now::get);
        Awaitility.await("a look that nobody waits for").until(() -> snapshots.seen() != null);
        return snapshots;
    }

    private SimpleMeterRegistry meters(Snapshots snapshots, @Nullable Duration within) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        new SnapshotMeters(snapshots, new SemblanceSettings.Snapshots(directory.resolve("shelf"), null, 9, 0, 0, false,
                within), now.get(), now::get).bindTo(registry);
        return registry;
    }

    private static double value(SimpleMeterRegistry registry, String name) {
        return registry.get(name).gauge().value();
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    @Test
    void drillThatNeverCameIsAwaitedFromTheStartAndOverRestartsFromTheOldestSnapshot() {
        try (Snapshots snapshots = snapshots()) {
            SimpleMeterRegistry first = meters(snapshots, NINE_DAYS);
            pass(Duration.ofHours(1));
            assertThat(value(first, Meters.DRILL_AGE)).isEqualTo(3_600);
            assertThat(value(first, Meters.DRILL_WITHIN)).isEqualTo(NINE_DAYS_SECONDS);
            snapshots.create(null);
            pass(Duration.ofHours(1));
            assertThat(value(first, Meters.DRILL_AGE)).isEqualTo(7_200);
        }
        pass(Duration.ofDays(9));
        try (Snapshots restarted = snapshots()) {
            assertThat(value(meters(restarted, NINE_DAYS), Meters.DRILL_AGE)).isGreaterThan(NINE_DAYS_SECONDS)
                    .isEqualTo(NINE_DAYS_SECONDS + 3_600);
        }
    }

    @Test
    void drillThatWasReportedIsRememberedOverARestart() {
        try (Snapshots snapshots = snapshots()) {
            snapshots.create(null);
            pass(Duration.ofDays(2));
            snapshots.reportDrill(
                    ended -> new RestoreDrill("", ended, Duration.ofSeconds(3), true, 0, 0, List.of()));
        }
        pass(Duration.ofDays(1));
        try (Snapshots restarted = snapshots()) {
            assertThat(value(meters(restarted, NINE_DAYS), Meters.DRILL_AGE)).isEqualTo(86_400);
        }
    }

    @Test
    void whereNoneIsExpectedNoneIsMissed() {
        try (Snapshots snapshots = snapshots()) {
            snapshots.create(null);
            SimpleMeterRegistry meters = meters(snapshots, null);
            assertThat(value(meters, Meters.DRILL_AGE)).isNaN();
            assertThat(value(meters, Meters.DRILL_WITHIN)).isNaN();
        }
    }
}
