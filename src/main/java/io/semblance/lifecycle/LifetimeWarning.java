package io.semblance.lifecycle;

import java.nio.file.Path;

import io.semblance.record.Mount;
import io.semblance.record.Mount.Lifetime;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;

/**
 * One line, as soon as the port is open, where the data directory goes with the container, the pod or the machine: what
 * is synced to such a place is acknowledged, and gone all the same.
 */
final class LifetimeWarning implements ApplicationListener<WebServerInitializedEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(LifetimeWarning.class);

    private final @Nullable Path directory;

    /** @param directory data directory, which exists; null if there is none */
    LifetimeWarning(@Nullable Path directory) {
        this.directory = directory;
    }

    @Override
    public void onApplicationEvent(WebServerInitializedEvent opened) {
        if (directory == null) {
            return;
        }
        Mount.of(directory).map(Mount::lifetime).filter(lifetime -> lifetime != Lifetime.LASTING)
                .ifPresent(lifetime -> LOG.warn("THE DATA WILL BE LOST: the data directory {} is {}. {}", directory,
                        lifetime.description(), lifetime.remedy()));
    }
}
