package io.semblance.telemetry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.semblance.asset.AssetService;
import io.semblance.asset.IndexFigures;
import io.semblance.problem.ProblemException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Assets and bytes of each index, taken every few seconds, so that a scrape costs the indexes nothing. */
@Component
final class IndexGauges {

    private static final Logger LOG = LoggerFactory.getLogger(IndexGauges.class);

    private final AssetService service;
    private final MeteredIndexes backend;
    private final RecordGauges records;
    private final GraphGauges graphs;
    private final QuarantineGauges quarantine;
    private final ApplicationAvailability availability;
    private final MultiGauge assets;
    private final MultiGauge bytes;
    private final MultiGauge indexes;

    IndexGauges(AssetService service, MeteredIndexes backend, ApplicationAvailability availability,
            MeterRegistry registry) {
        this.service = service;
        this.backend = backend;
        this.records = new RecordGauges(registry);
        this.graphs = new GraphGauges(registry);
        this.quarantine = new QuarantineGauges(registry);
        this.availability = availability;
        this.assets = MultiGauge.builder(Meters.INDEX_ASSETS).register(registry);
        this.bytes = MultiGauge.builder(Meters.INDEX_BYTES).baseUnit(BaseUnits.BYTES).register(registry);
        this.indexes = MultiGauge.builder(Meters.INDEXES).register(registry);
    }

    @Scheduled(fixedDelayString = "PT5S")
    void refresh() {
        if (availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC) {
            backend.report().ifPresent(records::refresh);
            backend.report().ifPresent(graphs::refresh);
            backend.report().ifPresent(quarantine::refresh);
            try {
                show(service.list());
            } catch (ProblemException unreadable) {
                // One index that cannot be read must not hide how the others, and it, are doing.
                LOG.debug("The sizes of the indexes are not known at the moment", unreadable);
            }
        }
    }

    void show(List<IndexFigures> figures) {
        List<IndexFigures> largest = figures.stream().sorted(Comparator.comparingLong(IndexFigures::assets).reversed())
                .toList();
        assets.register(rows(largest, IndexFigures::assets), true);
        bytes.register(rows(largest, IndexFigures::totalBytes), true);
        indexes.register(List.of(Row.of(Tags.empty(), figures.size())), true);
    }

    private static List<Row<?>> rows(List<IndexFigures> largest, ToLongFunction<IndexFigures> figure) {
        int named = Math.min(Meters.MOST_INDEXES, largest.size());
        List<Row<?>> rows = new ArrayList<>();
        for (IndexFigures one : largest.subList(0, named)) {
            rows.add(Row.of(Tags.of(Meters.INDEX, one.name()), figure.applyAsLong(one)));
        }
        if (named < largest.size()) {
            long others = largest.subList(named, largest.size()).stream().mapToLong(figure).sum();
            rows.add(Row.of(Tags.of(Meters.INDEX, Meters.OTHER), others));
        }
        return rows;
    }
}
