package io.semblance.problem.web;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

import io.semblance.problem.Broken;
import io.semblance.problem.Busy;
import io.semblance.problem.ProblemException;
import io.semblance.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

import org.apache.catalina.connector.ClientAbortException;
import org.apache.tomcat.util.http.InvalidParameterException;

/**
 * The one place where a fault becomes an answer. Faults of the caller and a busy service are answered and not logged (the
 * access log has them); a broken service is logged once, with the cause and the request id, and answered without either
 * cause or trace.
 */
@RestControllerAdvice
class ProblemHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    /** States that were logged when they began; told to every request, a trace each time would fill the disk that is full. */
    private static final Set<ProblemType> LASTING = EnumSet.of(ProblemType.STORAGE_FULL, ProblemType.INDEX_FAILED,
            ProblemType.INDEX_QUARANTINED);

    @ExceptionHandler
    void problem(ProblemException thrown, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (thrown instanceof Broken && LASTING.contains(thrown.type())) {
            LOG.error("Request {}: {} ({})", RequestId.of(request), thrown.detail(), String.valueOf(thrown.getCause()));
        } else if (thrown instanceof Broken) {
            LOG.error("Request {}: {}", RequestId.of(request), thrown.detail(), thrown);
        }
        HttpHeaders headers = new HttpHeaders();
        if (thrown instanceof Busy busy) {
            headers.set(HttpHeaders.RETRY_AFTER, Integer.toString(busy.retryAfterSeconds()));
        }
        answer(thrown, ProblemWriter.problem(thrown, RequestId.of(request)), headers, response);
    }

    @ExceptionHandler
    void method(HttpRequestMethodNotSupportedException thrown, HttpServletRequest request,
            HttpServletResponse response) throws Exception {
        Set<HttpMethod> supported = thrown.getSupportedHttpMethods();
        String allowed = supported == null
                ? "another"
                : String.join(", ", supported.stream().map(HttpMethod::name).sorted().toList());
        String detail = "Method Not Allowed. Use " + allowed + " here.";
        answer(thrown, new Problem(ProblemType.METHOD_NOT_ALLOWED, detail, RequestId.of(request)),
                thrown.getHeaders(),
                response);
    }

    @ExceptionHandler
    void mediaType(HttpMediaTypeNotSupportedException thrown, HttpServletRequest request,
            HttpServletResponse response) throws Exception {
        String wanted = String.join(" or ", thrown.getSupportedMediaTypes().stream().map(MediaType::toString).toList());
        String detail = "Unsupported Media Type. Send the header Content-Type: "
                + (wanted.isEmpty() ? "application/json" : wanted) + ".";
        answer(thrown, new Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, detail, RequestId.of(request)),
                thrown.getHeaders(), response);
    }

    /** The body broke off, or the query string cannot be decoded. */
    @ExceptionHandler({HttpMessageNotReadableException.class, InvalidParameterException.class,
            TypeMismatchException.class})
    void unreadable(Exception thrown, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        String detail = thrown instanceof HttpMessageNotReadableException
                ? "There was an error parsing the body. It ended early or is badly framed; send it again."
                : "The query string cannot be decoded. Percent-encode its values as UTF-8.";
        answer(thrown, new Problem(ProblemType.BAD_REQUEST, detail, RequestId.of(request)), new HttpHeaders(),
                response);
    }

    /** The client went away while it was being read or answered: nobody is left to be told. */
    @ExceptionHandler({ClientAbortException.class, AsyncRequestNotUsableException.class})
    void gone(Exception thrown) {
        LOG.debug("The client closed the connection before its answer was written.", thrown);
    }

    @ExceptionHandler
    void anythingElse(Exception thrown, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        String id = RequestId.of(request);
        if (thrown instanceof ErrorResponse known && known.getStatusCode().value() < 500) {
            answer(thrown, StatusProblem.of(known.getStatusCode().value(), id), known.getHeaders(), response);
            return;
        }
        if (thrown instanceof IOException) {
            LOG.warn("Request {}: reading or writing broke off: {}", id, thrown.toString());
        } else {
            LOG.error("Request {} met a fault of the service.", id, thrown);
        }
        answer(thrown, StatusProblem.of(ProblemType.INTERNAL.status(), id), new HttpHeaders(), response);
    }

    /**
     * Once an answer is under way it can only be cut off: what is thrown on reaches Tomcat, which closes the connection, so
     * that nobody takes half an answer for a whole one. Written without Spring's converters, which would offer a problem of
     * a path with a dot as a download.
     */
    private static void answer(Exception thrown, Problem problem, HttpHeaders headers, HttpServletResponse response)
            throws Exception {
        if (response.isCommitted()) {
            throw thrown;
        }
        response.resetBuffer();
        headers.forEach((name, values) -> response.setHeader(name, String.join(", ", values)));
        ProblemWriter.write(response, problem);
    }
}
