package io.semblance.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.apache.coyote.AbstractProtocol;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/** Connections of the web server; asked of its connector, since the way by JMX would cost the start more. */
@Component
final class ConnectionMeters implements ApplicationListener<WebServerInitializedEvent> {

    private final MeterRegistry registry;

    ConnectionMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void onApplicationEvent(WebServerInitializedEvent opened) {
        if (opened.getWebServer() instanceof TomcatWebServer server
                && server.getTomcat().getConnector().getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
            Gauge.builder(Meters.CONNECTIONS, protocol, AbstractProtocol::getConnectionCount).register(registry);
            Gauge.builder(Meters.CONNECTIONS_LIMIT, protocol, AbstractProtocol::getMaxConnections).register(registry);
        }
    }
}
