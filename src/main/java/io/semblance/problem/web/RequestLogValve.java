package io.semblance.problem.web;

import java.io.IOException;

import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import jakarta.servlet.ServletException;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.slf4j.MDC;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Names every request and writes its line into the access log. It is a valve of the engine and not a filter because it
 * must stand around everything: what Tomcat itself refuses, what the security chain refuses, and the error dispatch that
 * follows either; only out here are the final status and the bytes known.
 */
class RequestLogValve extends ValveBase {

    private final AccessLine line;
    private final boolean tracing;

    /** @param tracing whether spans are made, which then bring their own ids into the log */
    RequestLogValve(AccessLine line, boolean tracing) {
        super(true);
        this.line = line;
        this.tracing = tracing;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        long start = System.nanoTime();
        String id = RequestId.assign(request, request.getHeader(RequestId.HEADER));
        response.setHeader(RequestId.HEADER, id);
        MDC.put(RequestId.MDC_KEY, id);
        TraceContext trace = tracing
                ? null
                : TraceContext.continuing(request.getHeader(TraceContext.REQUEST_HEADER));
        if (trace != null) {
            response.setHeader(TraceContext.ANSWER_HEADER, trace.header());
            show(trace.traceId(), trace.spanId());
        }
        try {
            getNext().invoke(request, response);
        } finally {
            if (tracing) {
                showSpan(request);
            }
            line.write(request, response, id, System.nanoTime() - start);
            MDC.remove(RequestId.MDC_KEY);
            if (tracing || trace != null) {
                MDC.remove(TraceContext.TRACE_KEY);
                MDC.remove(TraceContext.SPAN_KEY);
            }
        }
    }

    /** The span ended further inside, where its ids left the log context. */
    private static void showSpan(Request request) {
        ServerHttpObservationFilter.findObservationContext(request).ifPresent(observed -> {
            TracingContext traced = observed.get(TracingContext.class);
            if (traced != null && traced.getSpan() != null) {
                show(traced.getSpan().context().traceId(), traced.getSpan().context().spanId());
            }
        });
    }

    private static void show(String traceId, String spanId) {
        MDC.put(TraceContext.TRACE_KEY, traceId);
        MDC.put(TraceContext.SPAN_KEY, spanId);
    }
}
