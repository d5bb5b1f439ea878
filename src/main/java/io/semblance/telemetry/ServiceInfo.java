package io.semblance.telemetry;

import java.util.Map;

import io.semblance.graph.GraphAvailability;
import io.semblance.kernel.Kernels;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.stereotype.Component;

/** The part {@code semblance} of {@code /actuator/info}: what runs, on which kernels, over which data. */
@Component
final class ServiceInfo implements InfoContributor {

    private final Release release;
    private final Storage storage;
    private final GraphAvailability graph;

    ServiceInfo(Release release, Storage storage, GraphAvailability graph) {
        this.release = release;
        this.storage = storage;
        this.graph = graph;
    }

    @Override
    public void contribute(Info.Builder builder) {
        builder.withDetail("semblance",
                Map.of("version", release.version(), "commit", release.commit(), "kernels", Kernels.describe(),
                        "graph", graph.describe(), "storage", storage));
    }
}
