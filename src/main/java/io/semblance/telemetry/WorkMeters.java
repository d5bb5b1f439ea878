package io.semblance.telemetry;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.semblance.asset.SearchReport;

/** The meters of searches and writes; looked up once each, since a search is quick and a look-up is not. */
final class WorkMeters {

    /** From a search in a small index to one that queued for long; dense where the promised latencies lie. */
    private static final Duration[] BUCKETS = IntStream
            .of(20, 50, 100, 200, 500, 1_000, 2_000, 3_000, 4_000, 5_000, 7_500, 10_000, 20_000, 50_000, 100_000,
                    200_000,
                    500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000)
            .mapToObj(micros -> Duration.of(micros, ChronoUnit.MICROS)).toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final ConcurrentMap<Answer, Timer> searches = new ConcurrentHashMap<>();
    private final Timer queue;
    private final Timer scan;
    private final Counter codes;
    private final Counter bytes;
    private final Timer puts;
    private final Timer deletes;
    private final Counter assetsPut;
    private final Counter assetsDeleted;

    /** What tells searches apart. */
    private record Answer(String plan, boolean exact) {
    }

    WorkMeters(MeterRegistry registry) {
        this.registry = registry;
        this.queue = timer(Meters.SEARCH_QUEUE).register(registry);
        this.scan = timer(Meters.SEARCH_SCAN).register(registry);
        this.codes = registry.counter(Meters.SEARCH_CODES);
        this.bytes = Counter.builder(Meters.SEARCH_BYTES).baseUnit(BaseUnits.BYTES).register(registry);
        this.puts = timer(Meters.WRITE).tag(Meters.OPERATION, "put").register(registry);
        this.deletes = timer(Meters.WRITE).tag(Meters.OPERATION, "delete").register(registry);
        this.assetsPut = registry.counter(Meters.WRITE_ASSETS, Meters.OPERATION, "put");
        this.assetsDeleted = registry.counter(Meters.WRITE_ASSETS, Meters.OPERATION, "delete");
    }

    void searched(SearchReport report, long nanos) {
        searches.computeIfAbsent(new Answer(report.plan(), report.exact()), this::search).record(nanos,
                TimeUnit.NANOSECONDS);
        queue.record(report.queueNanos(), TimeUnit.NANOSECONDS);
        scan.record(report.scanNanos(), TimeUnit.NANOSECONDS);
        codes.increment((double) report.codesScanned());
        bytes.increment((double) report.bytesScanned());
    }

    void put(int assets, long nanos) {
        puts.record(nanos, TimeUnit.NANOSECONDS);
        assetsPut.increment(assets);
    }

    void deleted(int assets, long nanos) {
        deletes.record(nanos, TimeUnit.NANOSECONDS);
        assetsDeleted.increment(assets);
    }

    private Timer search(Answer answer) {
        return timer(Meters.SEARCH).tag(Meters.PLAN, answer.plan())
                .tag(Meters.EXACT, Boolean.toString(answer.exact())).register(registry);
    }

    static Timer.Builder timer(String name) {
        return Timer.builder(name).serviceLevelObjectives(BUCKETS);
    }
}
