package io.semblance.lifecycle;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Readiness' own contributor ({@code loading}): down until every index is loaded, and says how far it is. */
@Component
final class LoadingHealthIndicator implements HealthIndicator {

    private final Loading loading;

    LoadingHealthIndicator(Loading loading) {
        this.loading = loading;
    }

    @Override
    public Health health() {
        Progress progress = loading.progress();
        Health.Builder health = switch (progress.stage()) {
            case READY -> Health.up();
            case LOADING -> Health.outOfService();
            case FAILED -> Health.down();
        };
        return health.withDetail("loaded", progress.loaded()).withDetail("total", progress.total()).build();
    }
}
