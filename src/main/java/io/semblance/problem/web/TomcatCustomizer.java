package io.semblance.problem.web;

import java.util.stream.Stream;

import org.apache.catalina.core.StandardHost;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Puts the request log around Tomcat's engine and replaces Tomcat's error pages. Comes last, so that the report stands
 * inside the one that Spring Boot adds: the innermost writes first.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class TomcatCustomizer implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

    private final Environment environment;

    TomcatCustomizer(Environment environment) {
        this.environment = environment;
    }

    private boolean isStructured() {
        return Stream.of("console", "file").map("logging.structured.format."::concat).map(environment::getProperty)
                .anyMatch(StringUtils::hasText);
    }

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        factory.addEngineValves(
                new RequestLogValve(new AccessLine(isStructured()), environment.matchesProfiles(TracedAnswer.PROFILE)));
        // A hidden slash is then an unknown path like any other, and not a request that cannot be understood.
        factory.addConnectorCustomizers(
                connector -> connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
        factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemReportValve.class.getName());
                host.getPipeline().addValve(new ProblemReportValve());
            }
        });
    }
}
