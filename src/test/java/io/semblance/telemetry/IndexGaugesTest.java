package io.semblance.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.semblance.asset.AssetService;
import io.semblance.asset.IndexFigures;
import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;

import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.ApplicationAvailabilityBean;

class IndexGaugesTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MeteredIndexes backend = new MeteredIndexes(
            Backends.open(IndexUri.parse("memory://"), BackendSettings.defaults()), registry);
    private final IndexGauges gauges = new IndexGauges(new AssetService(backend), backend,
            new ApplicationAvailabilityBean(), registry);

    @Test
    void eachIndexHasItsOwnFigures() {
        gauges.show(List.of(figures("a", 5, 70), figures("b", 6, 80)));
        assertThat(value(Meters.INDEX_ASSETS, "a")).isEqualTo(5);
        assertThat(value(Meters.INDEX_BYTES, "b")).isEqualTo(80);
        assertThat(registry.get(Meters.INDEXES).gauge().value()).isEqualTo(2);
    }

    @Test
    void beyondTheLargestHundredAllAreOneLabel() {
        List<IndexFigures> many = new ArrayList<>();
        for (int i = 1; i <= 250; i++) {
            many.add(figures("i" + i, i, 10L * i));
        }
        gauges.show(many);
        assertThat(registry.find(Meters.INDEX_ASSETS).gauges()).hasSize(101);
        assertThat(value(Meters.INDEX_ASSETS, "i250")).isEqualTo(250);
        assertThat(value(Meters.INDEX_ASSETS, "i151")).isEqualTo(151);
        assertThat(registry.find(Meters.INDEX_ASSETS).tag(Meters.INDEX, "i150").gauge()).isNull();
        assertThat(value(Meters.INDEX_ASSETS, Meters.OTHER)).isEqualTo(11_325);
        assertThat(value(Meters.INDEX_BYTES, Meters.OTHER)).isEqualTo(113_250);
    }

    @Test
    void deletedIndexLeavesNoFigureBehind() {
        gauges.show(List.of(figures("a", 5, 70)));
        gauges.show(List.of());
        Gauge gone = registry.find(Meters.INDEX_ASSETS).gauge();
        assertThat(gone).isNull();
    }

    private double value(String meter, String index) {
        return registry.get(meter).tag(Meters.INDEX, index).gauge().value();
    }

    private static IndexFigures figures(String name, long assets, long bytes) {
        return new IndexFigures(name, assets, Map.of("lmdb", bytes), 1);
    }
}
