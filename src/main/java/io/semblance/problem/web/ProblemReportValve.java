package io.semblance.problem.web;

import java.io.IOException;

import io.semblance.problem.ProblemType;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.AbstractProtocol;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpHeaders;

/**
 * What Tomcat refuses before any filter sees it (a path that cannot be decoded, oversized headers) as a problem; Tomcat's
 * own report would be an HTML page. And what a part of the framework refuses by a status and nothing else, as Actuator does.
 */
class ProblemReportValve extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemReportValve.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || (response.isError() && !response.setErrorReported())) {
            return;
        }
        Problem problem = status == 400 && comesTooLate(request)
                ? tooLate(request, response)
                : StatusProblem.of(status, RequestId.of(request));
        byte[] json = ProblemWriter.json(problem);
        response.setContentType(ProblemWriter.CONTENT_TYPE);
        response.setHeader(RequestId.HEADER, problem.instance());
        response.setContentLength(json.length);
        ProblemWriter.guard(response);
        try {
            response.getOutputStream().write(json);
        } catch (IOException gone) {
            LOG.debug("The client closed the connection before it was told of a problem.", gone);
        }
    }

    /**
     * A stop that begins between the first line of a request and its headers: Tomcat reads no further, means 503, and then
     * finds that the request lacks a host, which makes it 400.
     */
    private static boolean comesTooLate(Request request) {
        return request.getConnector().getProtocolHandler() instanceof AbstractProtocol<?> protocol
                && protocol.isPaused() && request.getHeader(HttpHeaders.HOST) == null;
    }

    private static Problem tooLate(Request request, Response response) {
        response.setStatus(ProblemType.STOPPING.status());
        response.setHeader(HttpHeaders.RETRY_AFTER, "5");
        return new Problem(ProblemType.STOPPING, "The service stops and has not read this request. Ask again later.",
                RequestId.of(request));
    }
}
