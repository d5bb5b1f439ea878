package io.semblance.problem.web;

import java.io.IOException;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Where spans are made, tells the caller under which ids; stands right inside of the filter that makes them. */
@Component
@Profile(TracedAnswer.PROFILE)
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
final class TracedAnswer extends OncePerRequestFilter {

    static final String PROFILE = "tracing";

    private final Tracer tracer;

    TracedAnswer(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Span span = tracer.currentSpan();
        if (span != null) {
            String flags = Boolean.TRUE.equals(span.context().sampled()) ? "01" : "00";
            response.setHeader(TraceContext.ANSWER_HEADER,
                    new TraceContext(span.context().traceId(), span.context().spanId(), flags).header());
        }
        chain.doFilter(request, response);
    }
}
