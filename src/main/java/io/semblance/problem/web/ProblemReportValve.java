package io.semblance.problem.web;

import java.io.IOException;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
        Problem problem = StatusProblem.of(status, RequestId.of(request));
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
}
