package io.semblance.telemetry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.semblance.asset.BackendReport;
import io.semblance.asset.BackendReport.SetAside;

/**
 * What lies in the quarantine, by kind: {@code index} keeps requests from an index, {@code replaced} is an index whose place
 * another one took, and {@code graph}, {@code mark} and {@code stray} keep nobody from anything.
 */
final class QuarantineGauges {

    private static final String INDEX = "index";
    private static final List<String> KINDS = List.of(INDEX, "replaced", "graph", "mark", "stray");

    private final MultiGauge entries;

    QuarantineGauges(MeterRegistry registry) {
        this.entries = MultiGauge.builder(Meters.QUARANTINE_ENTRIES).register(registry);
    }

    void refresh(BackendReport report) {
        show(report.setAside());
    }

    void show(List<SetAside> setAside) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        KINDS.forEach(kind -> counts.put(kind, 0));
        setAside.forEach(entry -> counts.merge(kind(entry), 1, Integer::sum));
        List<Row<?>> rows = new ArrayList<>();
        counts.forEach((kind, count) -> rows.add(Row.of(Tags.of(Meters.KIND, kind), count)));
        entries.register(rows, true);
    }

    private static String kind(SetAside entry) {
        String kind = entry.what().substring(0, Math.max(0, entry.what().indexOf(' ')));
        return kind.equals(INDEX) && !entry.blocking() ? "replaced" : kind;
    }
}
