package io.semblance.telemetry;

import java.io.File;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.semblance.asset.BackendReport;

import org.springframework.stereotype.Component;

/** Room on the file system of the data directory, and the reserve; nothing where there is no directory. */
@Component
final class StorageMeters implements MeterBinder {

    private final Storage storage;
    private final MeteredIndexes indexes;

    StorageMeters(Storage storage, MeteredIndexes indexes) {
        this.storage = storage;
        this.indexes = indexes;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        indexes.report().ifPresent(report -> bind(report, new File(storage.directory()), registry));
    }

    private static void bind(BackendReport report, File directory, MeterRegistry registry) {
        Gauge.builder(Meters.DISK_FREE, directory, File::getUsableSpace).strongReference(true).baseUnit(BaseUnits.BYTES)
                .register(registry);
        Gauge.builder(Meters.DISK_TOTAL, directory, File::getTotalSpace).strongReference(true).baseUnit(BaseUnits.BYTES)
                .register(registry);
        Gauge.builder(Meters.DISK_RESERVE, report, BackendReport::reserveBytes).baseUnit(BaseUnits.BYTES)
                .register(registry);
    }
}
