package io.semblance.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.semblance.asset.BackendReport.RecordFigures;

import org.junit.jupiter.api.Test;

class RecordGaugesTest {

    private static final RecordFigures SOUND = new RecordFigures(64, 32, 0, 2, null);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RecordGauges gauges = new RecordGauges(registry);

    @Test
    void eachIndexIsInOneState() {
        gauges.show(Map.of("a", SOUND, "b", new RecordFigures(128, 100, 3, 1, "the disk failed")),
                Map.of("c", "no record"));
        assertThat(state("a", "served")).isEqualTo(1);
        assertThat(state("b", "read_only")).isEqualTo(1);
        assertThat(state("c", "set_aside")).isEqualTo(1);
        assertThat(registry.find(Meters.INDEX_STATE).gauges()).hasSize(3);
        assertThat(value(Meters.INDEX_MAP_SIZE, "b")).isEqualTo(128);
        assertThat(value(Meters.INDEX_MAP_USED, "a")).isEqualTo(32);
        assertThat(value(Meters.INDEX_MAP_BLOCKED, "b")).isEqualTo(3);
        assertThat(registry.get(Meters.WRITE_QUEUED).gauge().value()).isEqualTo(3);
    }

    @Test
    void stateThatEndsLeavesNoFigureBehind() {
        gauges.show(Map.of(), Map.of("c", "no record"));
        gauges.show(Map.of("c", SOUND), Map.of());
        assertThat(registry.find(Meters.INDEX_STATE).tag(Meters.STATE, "set_aside").gauge()).isNull();
        assertThat(state("c", "served")).isEqualTo(1);
    }

    @Test
    void ofManyIndexesTheBrokenOnesAreShown() {
        Map<String, RecordFigures> many = new HashMap<>();
        for (int i = 0; i < 250; i++) {
            many.put("i" + i, new RecordFigures(64, i, 0, 0, i == 7 ? "the disk failed" : null));
        }
        gauges.show(many, Map.of());
        assertThat(registry.find(Meters.INDEX_STATE).gauges()).hasSize(100);
        assertThat(state("i7", "read_only")).isEqualTo(1);
        assertThat(state("i249", "served")).isEqualTo(1);
    }

    private double state(String index, String state) {
        return registry.get(Meters.INDEX_STATE).tag(Meters.INDEX, index).tag(Meters.STATE, state).gauge().value();
    }

    private double value(String meter, String index) {
        return registry.get(meter).tag(Meters.INDEX, index).gauge().value();
    }
}
