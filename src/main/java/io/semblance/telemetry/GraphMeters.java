package io.semblance.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.semblance.config.SemblanceSettings;

import org.springframework.stereotype.Component;

/** What the recall of graphs is held against: alerts compare the two, so that they follow the setting. */
@Component
final class GraphMeters implements MeterBinder {

    private final SemblanceSettings settings;

    GraphMeters(SemblanceSettings settings) {
        this.settings = settings;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder(Meters.GRAPH_MIN_RECALL, settings, all -> all.graph().minRecall()).register(registry);
    }
}
