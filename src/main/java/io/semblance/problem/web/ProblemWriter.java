package io.semblance.problem.web;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import io.semblance.problem.Busy;
import io.semblance.problem.CallerFault;
import io.semblance.problem.FieldError;
import io.semblance.problem.ProblemException;
import io.semblance.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.ByteArrayBuilder;

import org.springframework.http.HttpHeaders;

/**
 * Writes problems as {@code application/problem+json}. Filters that refuse a request before it reaches a controller
 * (no valid secret, still loading) answer through it, so that a refusal looks the same wherever it comes from.
 */
public final class ProblemWriter {

    /** Content type of every problem. */
    public static final String CONTENT_TYPE = "application/problem+json";

    private static final JsonFactory JSON = new JsonFactory();

    private static final Map<String, String> GUARDS = Map.of("X-Content-Type-Options", "nosniff", "X-Frame-Options",
            "DENY", HttpHeaders.CACHE_CONTROL, "no-store");

    private ProblemWriter() {
    }

    /** Answers a request with a problem; does nothing when an answer is already under way. */
    public static void write(HttpServletRequest request, HttpServletResponse response, ProblemType type, String detail)
            throws IOException {
        write(response, new Problem(type, detail, RequestId.of(request)));
    }

    /** Answers a request with a problem that was thrown; says when to come back if it is busy. */
    public static void write(HttpServletRequest request, HttpServletResponse response, ProblemException problem)
            throws IOException {
        if (problem instanceof Busy busy && !response.isCommitted()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Integer.toString(busy.retryAfterSeconds()));
        }
        write(response, problem(problem, RequestId.of(request)));
    }

    static void write(HttpServletResponse response, Problem problem) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        byte[] json = json(problem);
        response.resetBuffer();
        response.setStatus(problem.status());
        response.setContentType(CONTENT_TYPE);
        response.setHeader(RequestId.HEADER, problem.instance());
        response.setContentLength(json.length);
        guard(response);
        response.getOutputStream().write(json);
    }

    /** What Spring Security adds to every answer that it has to do with, for those that came to be without it. */
    static void guard(HttpServletResponse response) {
        GUARDS.forEach((name, value) -> {
            if (!response.containsHeader(name)) {
                response.setHeader(name, value);
            }
        });
    }

    static Problem problem(ProblemException thrown, String requestId) {
        List<FieldError> errors = thrown instanceof CallerFault fault ? fault.errors() : List.of();
        return new Problem(thrown.type(), thrown.type().status(), thrown.detail(), requestId, errors);
    }

    static byte[] json(Problem problem) {
        ByteArrayBuilder bytes = new ByteArrayBuilder();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("type", problem.typeUri());
            json.writeStringProperty("title", problem.type().title());
            json.writeNumberProperty("status", problem.status());
            json.writeStringProperty("detail", problem.detail());
            json.writeStringProperty("instance", problem.instance());
            if (!problem.errors().isEmpty()) {
                json.writeName("errors");
                writeErrors(json, problem.errors());
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void writeErrors(JsonGenerator json, List<FieldError> errors) {
        json.writeStartArray();
        for (FieldError error : errors) {
            json.writeStartObject();
            json.writeStringProperty("pointer", error.pointer());
            json.writeStringProperty("type", error.type());
            json.writeStringProperty("message", error.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
