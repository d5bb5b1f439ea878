package io.semblance.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.semblance.asset.BackendReport.GraphFigures;

import org.junit.jupiter.api.Test;

class GraphGaugesTest {

    private static final GraphFigures READY = new GraphFigures("A-256", "ready", 100, 200, 3, 64, 1, 5, 0.98, 0.99,
            "");
    private static final GraphFigures BUILDING = new GraphFigures("B-128", "building", 0, 0, 7, 0, 0, 0, Double.NaN,
            Double.NaN, "");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final GraphGauges gauges = new GraphGauges(registry);

    @Test
    void eachGraphHasItsFigures() {
        gauges.show(Map.of("a", List.of(READY, BUILDING)));
        assertThat(value(Meters.GRAPH_CODES, "A-256")).isEqualTo(100);
        assertThat(value(Meters.GRAPH_BYTES, "A-256")).isEqualTo(200);
        assertThat(value(Meters.GRAPH_PENDING, "B-128")).isEqualTo(7);
        assertThat(value(Meters.GRAPH_WIDTH, "A-256")).isEqualTo(64);
        assertThat(value(Meters.GRAPH_BUILDS, "A-256")).isEqualTo(1);
        assertThat(value(Meters.GRAPH_RECALL, "A-256")).isEqualTo(0.98);
        assertThat(value(Meters.GRAPH_SELF_RECALL, "A-256")).isEqualTo(0.99);
    }

    @Test
    void whatWasNotMeasuredIsNotShown() {
        gauges.show(Map.of("a", List.of(BUILDING)));
        assertThat(registry.find(Meters.GRAPH_RECALL).gauges()).isEmpty();
        assertThat(registry.find(Meters.GRAPH_SELF_RECALL).gauges()).isEmpty();
    }

    @Test
    void graphThatIsGoneLeavesNoFigureBehind() {
        gauges.show(Map.of("a", List.of(READY)));
        gauges.show(Map.of());
        assertThat(registry.find(Meters.GRAPH_CODES).gauges()).isEmpty();
    }

    private double value(String meter, String graph) {
        return registry.get(meter).tag(Meters.INDEX, "a").tag(Meters.GRAPH, graph).gauge().value();
    }
}
