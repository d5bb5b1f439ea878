package io.semblance.config;

import io.semblance.problem.RefusedException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a {@link RefusedException} in Spring Boot's own two-part form. */
final class StartRefusedFailureAnalyzer extends AbstractFailureAnalyzer<RefusedException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, RefusedException refused) {
        return new FailureAnalysis(refused.problem(), refused.action(), rootFailure);
    }
}
