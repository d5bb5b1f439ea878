package io.semblance.doctor.web;

import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.semblance.asset.BackendReport;
import io.semblance.asset.BackendReport.RecordFigures;
import io.semblance.asset.BackendReport.ScanFigures;
import io.semblance.doctor.DataGrowth;
import io.semblance.doctor.Running;
import io.semblance.lifecycle.Loading;
import io.semblance.snapshot.Snapshots;
import io.semblance.telemetry.MeteredIndexes;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Notes every ten minutes how large the records are, for the doctor; only while all of them are served. Traffic is accepted
 * while indexes are still loaded, and those that are not loaded yet would look as if they grew later.
 */
@Component
class GrowthWatch {

    private static final ScanFigures NONE = new ScanFigures(0, 0, 0, 0, 0, 0, 0);

    private final MeteredIndexes indexes;
    private final BooleanSupplier loaded;
    private final ApplicationAvailability availability;
    private final DataGrowth growth;

    @Autowired
    GrowthWatch(MeteredIndexes indexes, Loading loading, ApplicationAvailability availability) {
        this(indexes, loading::isReady, availability, new DataGrowth());
    }

    /** @param loaded whether all indexes are loaded */
    GrowthWatch(MeteredIndexes indexes, BooleanSupplier loaded, ApplicationAvailability availability,
            DataGrowth growth) {
        this.indexes = indexes;
        this.loaded = loaded;
        this.availability = availability;
        this.growth = growth;
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT10M")
    void look() {
        if (loaded.getAsBoolean() && availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC) {
            indexes.report().map(BackendReport::records).ifPresent(this::note);
        }
    }

    /** An index that tells no size at the moment would look like one that was deleted. */
    private void note(Map<String, RecordFigures> records) {
        if (records.keySet().containsAll(indexes.names())) {
            growth.note(records.values().stream().mapToLong(RecordFigures::usedBytes).sum());
        }
    }

    /**
     * What the service knows of itself, now and later.
     *
     * @param snapshots what was seen last of them
     */
    Running running(Supplier<Snapshots.@Nullable Seen> snapshots) {
        return new Running(growth, () -> indexes.report().map(BackendReport::scans).orElse(NONE), snapshots);
    }
}
