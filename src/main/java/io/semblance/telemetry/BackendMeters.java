package io.semblance.telemetry;

import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.semblance.admission.SearchTurns;
import io.semblance.asset.BackendReport;
import io.semblance.asset.BackendReport.ScanFigures;

/** The meters of what a backend reports of itself. */
final class BackendMeters {

    private static final double[] GROUP_BUCKETS = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512};

    private BackendMeters() {
    }

    /** Follows a backend and the turns before it from now on. */
    static void bind(BackendReport report, SearchTurns turns, MeterRegistry registry) {
        Timer commits = WorkMeters.timer(Meters.COMMIT).register(registry);
        DistributionSummary groups = DistributionSummary.builder(Meters.COMMIT_GROUP)
                .serviceLevelObjectives(GROUP_BUCKETS).register(registry);
        report.onCommit((writes, nanos) -> {
            commits.record(nanos, TimeUnit.NANOSECONDS);
            groups.record(writes);
        });
        counter(Meters.SCAN_PASSES, report, ScanFigures::passes, registry);
        counter(Meters.SCAN_REFUSED, report, figures -> figures.refused() + turns.refused(), registry);
        Gauge.builder(Meters.SCAN_QUEUED, report, backend -> backend.scans().queued() + turns.waiting())
                .register(registry);
    }

    private static void counter(String name, BackendReport report, ToLongFunction<ScanFigures> figure,
            MeterRegistry registry) {
        FunctionCounter.builder(name, report, backend -> figure.applyAsLong(backend.scans())).register(registry);
    }
}
