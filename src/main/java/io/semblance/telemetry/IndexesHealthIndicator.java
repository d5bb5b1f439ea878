package io.semblance.telemetry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.semblance.asset.AssetService;
import io.semblance.asset.IndexFigures;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** The part {@code indexes} of {@code /actuator/health}: figures of each index. */
@Component
final class IndexesHealthIndicator extends AbstractHealthIndicator {

    private final AssetService service;

    IndexesHealthIndicator(AssetService service) {
        super("the indexes cannot be listed");
        this.service = service;
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
        builder.up().withDetail("count", all.size()).withDetails(shown);
    }
}
