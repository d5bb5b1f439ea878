package io.semblance.telemetry;

import io.semblance.graph.GraphAvailability;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * The part {@code graph} of {@code /actuator/health}: which library builds graphs, or why none does. It is up either way,
 * since an exact search is slower and never wrong.
 */
@Component
final class GraphHealthIndicator extends AbstractHealthIndicator {

    private final GraphAvailability graph;

    GraphHealthIndicator(GraphAvailability graph) {
        super("the graph cannot be described");
        this.graph = graph;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.up().withDetail("library", graph.describe());
    }
}
