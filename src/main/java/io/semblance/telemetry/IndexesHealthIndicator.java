package io.semblance.telemetry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.semblance.asset.AssetService;
import io.semblance.asset.BackendReport;
import io.semblance.asset.IndexFigures;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** The part {@code indexes} of {@code /actuator/health}: figures of each index, and which are not served and why. */
@Component
final class IndexesHealthIndicator extends AbstractHealthIndicator {

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
            shown.put(one.name(),
                    Map.of("assets", one.assets(), "bytes", one.totalBytes(), "parts", one.bytes(), "sequence",
                            one.sequence()));
        }
        // Others are served, so the service as a whole is up; who must act is told here and in the log.
        indexes.report().map(BackendReport::failedIndexes).filter(failed -> !failed.isEmpty())
                .ifPresent(failed -> builder.withDetail("not served", failed));
        builder.up().withDetail("count", all.size()).withDetails(shown);
    }
}
