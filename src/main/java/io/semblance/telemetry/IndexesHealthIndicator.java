package io.semblance.telemetry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.semblance.asset.AssetService;
import io.semblance.asset.BackendReport;
import io.semblance.asset.BackendReport.GraphFigures;
import io.semblance.asset.BackendReport.SetAside;
import io.semblance.asset.IndexFigures;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * The part {@code indexes} of {@code /actuator/health}: figures of each index, and which are not served and why. An index
 * that is called as one of the other details, such as {@code quarantine}, stands there as {@code index quarantine}, so that
 * neither hides the other.
 */
@Component
final class IndexesHealthIndicator extends AbstractHealthIndicator {

    private static final String COUNT = "count";
    private static final String QUARANTINE = "quarantine";
    private static final String GRAPHS = "graphs";
    private static final String EVIDENCE = "evidence";
    private static final Set<String> TAKEN = Set.of(COUNT, QUARANTINE, GRAPHS, EVIDENCE);

    private final AssetService service;
    private final MeteredIndexes indexes;

    IndexesHealthIndicator(AssetService service, MeteredIndexes indexes) {
        super("the indexes cannot be listed");
        this.service = service;
        this.indexes = indexes;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        List<IndexFigures> all = service.list();
        Map<String, Object> shown = new LinkedHashMap<>();
        for (IndexFigures one : all.subList(0, Math.min(all.size(), Meters.MOST_INDEXES))) {
            shown.put(TAKEN.contains(one.name()) ? "index " + one.name() : one.name(),
                    Map.of("assets", one.assets(), "bytes", one.totalBytes(), "parts", one.bytes(), "sequence",
                            one.sequence()));
        }
        // Others are served, so the service as a whole is up; who must act is told here and in the log.
        indexes.report().map(BackendReport::failedIndexes).filter(failed -> !failed.isEmpty())
                .ifPresent(failed -> builder.withDetail("not served", failed));
        indexes.report().map(BackendReport::readOnlyIndexes).filter(latched -> !latched.isEmpty())
                .ifPresent(latched -> builder.withDetail("read only", latched));
        indexes.report().map(BackendReport::setAside).filter(setAside -> !setAside.isEmpty())
                .ifPresent(setAside -> builder.withDetail(QUARANTINE, quarantine(setAside)));
        indexes.report().map(BackendReport::graphs).filter(graphs -> !graphs.isEmpty())
                .ifPresent(graphs -> builder.withDetail(GRAPHS, shown(graphs)));
        indexes.report().map(BackendReport::models).filter(models -> !models.isEmpty())
                .ifPresent(models -> builder.withDetail(EVIDENCE, EvidenceDetail.of(models)));
        builder.up().withDetail(COUNT, all.size()).withDetails(shown);
    }

    private static Map<String, Object> quarantine(List<SetAside> setAside) {
        Map<String, Object> shown = new LinkedHashMap<>();
        for (SetAside entry : setAside.subList(0, Math.min(setAside.size(), Meters.MOST_INDEXES))) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("what", entry.what());
            one.put("when", entry.when().toString());
            one.put("why", entry.why());
            one.put("todo", entry.toDo());
            one.put("blocking", entry.blocking());
            shown.put(entry.id(), one);
        }
        return shown;
    }

    private static Map<String, Object> shown(Map<String, List<GraphFigures>> graphs) {
        Map<String, Object> shown = new LinkedHashMap<>();
        graphs.forEach((index, all) -> {
            Map<String, Object> ofIndex = new LinkedHashMap<>();
            all.forEach(graph -> ofIndex.put(graph.name(), shown(graph)));
            shown.put(index, ofIndex);
        });
        return shown;
    }

    private static Map<String, Object> shown(GraphFigures graph) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("state", graph.state());
        shown.put("codes", graph.codes());
        shown.put("bytes", graph.bytes());
        shown.put("pending", graph.pending());
        shown.put("width", graph.width());
        shown.put("builds", graph.builds());
        if (!Double.isNaN(graph.recall())) {
            shown.put("recall", graph.recall());
            shown.put("selfRecall", graph.selfRecall());
        }
        if (!graph.notice().isEmpty()) {
            shown.put("notice", graph.notice());
        }
        return shown;
    }
}
