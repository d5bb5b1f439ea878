package io.semblance.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.semblance.asset.BackendReport;
import io.semblance.asset.BackendReport.GraphFigures;

/** Size, lag and measured recall of the graphs, as they were when last looked at. */
final class GraphGauges {

    /** An index has a handful of graphs; more than these are not shown. */
    private static final int MOST_GRAPHS = 4 * Meters.MOST_INDEXES;

    private final MultiGauge codes;
    private final MultiGauge bytes;
    private final MultiGauge pending;
    private final MultiGauge width;
    private final MultiGauge builds;
    private final MultiGauge recall;
    private final MultiGauge selfRecall;

    GraphGauges(MeterRegistry registry) {
        this.codes = MultiGauge.builder(Meters.GRAPH_CODES).register(registry);
        this.bytes = MultiGauge.builder(Meters.GRAPH_BYTES).baseUnit(BaseUnits.BYTES).register(registry);
        this.pending = MultiGauge.builder(Meters.GRAPH_PENDING).register(registry);
        this.width = MultiGauge.builder(Meters.GRAPH_WIDTH).register(registry);
        this.builds = MultiGauge.builder(Meters.GRAPH_BUILDS).register(registry);
        this.recall = MultiGauge.builder(Meters.GRAPH_RECALL).register(registry);
        this.selfRecall = MultiGauge.builder(Meters.GRAPH_SELF_RECALL).register(registry);
    }

    void refresh(BackendReport report) {
        show(report.graphs());
    }

    void show(Map<String, List<GraphFigures>> graphs) {
        codes.register(rows(graphs, GraphFigures::codes), true);
        bytes.register(rows(graphs, GraphFigures::bytes), true);
        pending.register(rows(graphs, GraphFigures::pending), true);
        width.register(rows(graphs, GraphFigures::width), true);
        builds.register(rows(graphs, GraphFigures::builds), true);
        recall.register(rows(graphs, GraphFigures::recall), true);
        selfRecall.register(rows(graphs, GraphFigures::selfRecall), true);
    }

    /** What was not measured yet has no row. */
    private static List<Row<?>> rows(Map<String, List<GraphFigures>> graphs, ToDoubleFunction<GraphFigures> figure) {
        List<Row<?>> rows = new ArrayList<>();
        graphs.forEach((index, all) -> all.forEach(graph -> {
            double value = figure.applyAsDouble(graph);
            if (rows.size() < MOST_GRAPHS && !Double.isNaN(value)) {
                rows.add(Row.of(Tags.of(Meters.INDEX, index, Meters.GRAPH, graph.name()), value));
            }
        }));
        return rows;
    }
}
