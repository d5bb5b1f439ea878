package io.semblance.doctor.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.semblance.asset.BackendReport;
import io.semblance.asset.BackendReport.RecordFigures;
import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;
import io.semblance.doctor.DataGrowth;
import io.semblance.doctor.Running;
import io.semblance.telemetry.MeteredIndexes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;

/** What the service remembers of its own data, hour by hour of a clock that the test turns. */
class GrowthWatchTest {

    private final AtomicLong clock = new AtomicLong();
    private final DataGrowth growth = new DataGrowth(clock::get);
    private final AtomicBoolean loaded = new AtomicBoolean(true);
    private final ApplicationAvailabilityBean availability = new ApplicationAvailabilityBean();

    @Test
    void sizesOfAllRecordsAreRememberedWhileTheyAreServed(@TempDir Path directory) {
        try (MeteredIndexes indexes = new MeteredIndexes(Backends.open(IndexUri.parse("lmdb://" + directory),
                BackendSettings.defaults()), new SimpleMeterRegistry())) {
            GrowthWatch watch = new GrowthWatch(indexes, loaded::get, availability, growth);
            indexes.load((loaded, total) -> {
            });
            become(ReadinessState.ACCEPTING_TRAFFIC);
            watch.look();
            indexes.create("one");
            indexes.create("two");
            become(ReadinessState.REFUSING_TRAFFIC);
            hourLater(watch);
            assertThat(running(watch).growth().rate()).as("not served: not looked at").isEmpty();
            become(ReadinessState.ACCEPTING_TRAFFIC);
            hourLater(watch);
            long bytes = indexes.report().map(BackendReport::records).orElseThrow().values().stream()
                    .mapToLong(RecordFigures::usedBytes).sum();
            assertThat(bytes).isPositive();
            assertThat(running(watch).growth().rate()).contains(new DataGrowth.Rate(bytes, Duration.ofHours(2)));
            indexes.delete("one");
            indexes.delete("two");
            hourLater(watch);
            assertThat(running(watch).growth().rate()).contains(new DataGrowth.Rate(0, Duration.ofHours(3)));
            assertThat(running(watch).scans().get().requests()).isZero();
        }
    }

    /** Traffic is accepted from the first moment on, and refused by readiness until all is loaded. */
    @Test
    void whatIsLoadedIsNoGrowth(@TempDir Path directory) {
        try (MeteredIndexes indexes = new MeteredIndexes(Backends.open(IndexUri.parse("lmdb://" + directory),
                BackendSettings.defaults()), new SimpleMeterRegistry())) {
            GrowthWatch watch = new GrowthWatch(indexes, loaded::get, availability, growth);
            become(ReadinessState.ACCEPTING_TRAFFIC);
            loaded.set(false);
            watch.look();
            indexes.load((done, total) -> {
            });
            indexes.create("loaded");
            hourLater(watch);
            assertThat(running(watch).growth().rate()).as("not loaded: not looked at").isEmpty();
            loaded.set(true);
            hourLater(watch);
            assertThat(running(watch).growth().rate()).as("the first size").isEmpty();
            hourLater(watch);
            assertThat(running(watch).growth().rate()).contains(new DataGrowth.Rate(0, Duration.ofHours(1)));
        }
    }

    private static Running running(GrowthWatch watch) {
        return watch.running(() -> null);
    }

    @Test
    void dataInMemoryHasNoRecordsToRemember() {
        try (MeteredIndexes indexes = new MeteredIndexes(Backends.open(IndexUri.parse("memory://"),
                BackendSettings.defaults()), new SimpleMeterRegistry())) {
            GrowthWatch watch = new GrowthWatch(indexes, loaded::get, availability, growth);
            become(ReadinessState.ACCEPTING_TRAFFIC);
            watch.look();
            hourLater(watch);
            assertThat(running(watch).growth().rate()).isEmpty();
        }
    }

    private void hourLater(GrowthWatch watch) {
        clock.addAndGet(Duration.ofHours(1).toNanos());
        watch.look();
    }

    private void become(ReadinessState state) {
        availability.onApplicationEvent(new AvailabilityChangeEvent<>(this, state));
    }
}
