package io.semblance.lifecycle;

import java.util.Optional;

import io.semblance.access.ListenAddress;
import io.semblance.asset.BackendReport;
import io.semblance.graph.GraphAvailability;
import io.semblance.kernel.Kernels;
import io.semblance.telemetry.Release;
import io.semblance.telemetry.Storage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;

/**
 * What an operator wants to know of a process that starts, in five lines, as soon as the port is open. What costs speed or
 * safety is a warning, so that it is seen at the log level {@code warn} too.
 */
final class StartLines implements ApplicationListener<WebServerInitializedEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(StartLines.class);

    private static final String SLOW_KERNEL = "scalar";

    private final Release release;
    private final Storage storage;
    private final ListenAddress address;
    private final boolean tls;
    private final Optional<BackendReport> backend;
    private final GraphAvailability graph;

    StartLines(Release release, Storage storage, ListenAddress address, boolean tls,
            Optional<BackendReport> backend, GraphAvailability graph) {
        this.release = release;
        this.storage = storage;
        this.address = address;
        this.tls = tls;
        this.backend = backend;
        this.graph = graph;
    }

    @Override
    public void onApplicationEvent(WebServerInitializedEvent opened) {
        LOG.info("Semblance {} (commit {}), pid {}, Java {}", release.version(), release.commit(),
                ProcessHandle.current().pid(), Runtime.version());
        LOG.info("{}", storage.line());
        LOG.atLevel(Kernels.active().name().equals(SLOW_KERNEL) ? Level.WARN : Level.INFO).log("Scan kernel: {}",
                Kernels.describe());
        LOG.info("Graph: {}", graph.describe());
        String url = address.url(tls ? "https" : "http", opened.getWebServer().getPort());
        backend.ifPresent(report -> report.announceAddress(url));
        LOG.atLevel(address.isSecured() ? Level.INFO : Level.WARN).log("Listening on {}{}; {}", url,
                address.address().isAnyLocalAddress() ? " and all other addresses" : "",
                address.isSecured()
                        ? "callers need the secret"
                        : "there is no secret, whoever reaches it may do everything");
    }
}
