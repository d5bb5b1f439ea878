package io.semblance.asset.web;

import io.semblance.asset.Limits;

import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Lets a client finish sending a body that was refused. Tomcat otherwise closes the connection after 2 MB of it, and a
 * client that is still sending then sees a reset instead of the 413 that says why. A body that announces more than is let
 * pass is cut off at once.
 */
@Component
class LargeBodies implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        factory.addConnectorCustomizers(
                connector -> connector.setProperty("maxSwallowSize", Integer.toString(Limits.BODY_BYTES)));
    }
}
