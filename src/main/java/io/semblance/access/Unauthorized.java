package io.semblance.access;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;

import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** The answer to whoever comes without a valid secret; it is written by the same handler as every other problem. */
final class Unauthorized implements AuthenticationEntryPoint {

    private final HandlerExceptionResolver problems;

    Unauthorized(HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        CallerFault fault = new CallerFault(ProblemType.UNAUTHORIZED, "Unauthorized. " + advice(request));
        if (problems.resolveException(request, response, null, fault) == null) {
            response.sendError(fault.type().status());
        }
    }

    private static String advice(HttpServletRequest request) {
        return switch (KeyHeader.of(request).size()) {
            case 0 -> "Send the API secret in the header X-API-Key, or as Authorization: Bearer.";
            case 1 ->
                "Send the API secret in the header X-API-Key, or as Authorization: Bearer; what was sent is not it.";
            default ->
                "Several secrets were sent, and all of them must be right. Send one, in the header X-API-Key or as "
                        + "Authorization: Bearer.";
        };
    }
}
