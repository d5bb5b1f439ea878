package io.semblance.config;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** A busy port, in the words of our own settings. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PortFailureAnalyzer extends AbstractFailureAnalyzer<PortInUseException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, PortInUseException busy) {
        return new FailureAnalysis("Port " + busy.getPort() + " is in use by another process.",
                "Stop the process that listens on port " + busy.getPort()
                        + ", or choose another port with semblance.port"
                        + " (SEMBLANCE_PORT).",
                busy);
    }
}
