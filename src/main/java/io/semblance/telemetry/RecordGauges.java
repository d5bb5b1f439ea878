package io.semblance.telemetry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.semblance.asset.BackendReport;
import io.semblance.asset.BackendReport.RecordFigures;

/** State and map of the record of each index, as they were when last looked at; what is not served comes first. */
final class RecordGauges {

    private final MultiGauge states;
    private final MultiGauge mapSize;
    private final MultiGauge mapUsed;
    private final MultiGauge mapBlocked;
    private final AtomicLong queued = new AtomicLong();

    RecordGauges(MeterRegistry registry) {
        this.states = MultiGauge.builder(Meters.INDEX_STATE).register(registry);
        this.mapSize = bytes(Meters.INDEX_MAP_SIZE, registry);
        this.mapUsed = bytes(Meters.INDEX_MAP_USED, registry);
        this.mapBlocked = MultiGauge.builder(Meters.INDEX_MAP_BLOCKED).register(registry);
        Gauge.builder(Meters.WRITE_QUEUED, queued, AtomicLong::get).register(registry);
    }

    private static MultiGauge bytes(String name, MeterRegistry registry) {
        return MultiGauge.builder(name).baseUnit(BaseUnits.BYTES).register(registry);
    }

    void refresh(BackendReport report) {
        show(report.records(), report.failedIndexes());
    }

    void show(Map<String, RecordFigures> records, Map<String, String> setAside) {
        List<Entry<String, RecordFigures>> ordered = records.entrySet().stream()
                .sorted(Comparator.comparing((Entry<String, RecordFigures> one) -> one.getValue().failure() == null)
                        .thenComparingLong(one -> -one.getValue().usedBytes()))
                .limit(Meters.MOST_INDEXES).toList();
        List<Row<?>> shown = new ArrayList<>();
        setAside.keySet().stream().limit(Meters.MOST_INDEXES).forEach(name -> shown.add(state(name, "set_aside")));
        ordered.forEach(one -> shown
                .add(state(one.getKey(), one.getValue().failure() == null ? "served" : "read_only")));
        states.register(shown, true);
        mapSize.register(rows(ordered, RecordFigures::mapBytes), true);
        mapUsed.register(rows(ordered, RecordFigures::usedBytes), true);
        mapBlocked.register(rows(ordered, RecordFigures::mapBlocked), true);
        queued.set(records.values().stream().mapToLong(RecordFigures::queued).sum());
    }

    private static Row<?> state(String index, String state) {
        return Row.of(Tags.of(Meters.INDEX, index, Meters.STATE, state), 1);
    }

    private static List<Row<?>> rows(List<Entry<String, RecordFigures>> records, ToLongFunction<RecordFigures> figure) {
        List<Row<?>> rows = new ArrayList<>();
        records.forEach(one -> rows
                .add(Row.of(Tags.of(Meters.INDEX, one.getKey()), figure.applyAsLong(one.getValue()))));
        return rows;
    }
}
