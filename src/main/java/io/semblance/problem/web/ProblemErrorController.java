package io.semblance.problem.web;

import java.io.IOException;
import java.util.List;

import io.semblance.problem.ProblemException;
import io.semblance.problem.ProblemType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Answers what failed outside of any controller: a filter that threw or refused, such as the firewall of Spring Security.
 * The container hands it over as an error dispatch.
 */
@Controller
class ProblemErrorController implements ErrorController {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemErrorController.class);

    @RequestMapping("${spring.web.error.path:${error.path:/error}}")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (HttpMethod.TRACE.name().equals(request.getAttribute(RequestDispatcher.ERROR_METHOD))) {
            refuseTrace(request, response);
            return;
        }
        Object thrown = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        if (thrown instanceof ProblemException problem) {
            ProblemWriter.write(request, response, problem);
            return;
        }
        int code = status instanceof Integer known ? known : HttpServletResponse.SC_NOT_FOUND;
        String id = RequestId.of(request);
        if (thrown instanceof Throwable fault && code >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
            LOG.error("Request {} met a fault of the service.", id, fault);
        }
        ProblemWriter.write(response, StatusProblem.of(code, id));
    }

    /** Tomcat refuses it with 405 and an Allow that it guesses; no route takes it, which is 501 and needs no Allow. */
    private static void refuseTrace(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!response.isCommitted()) {
            response.reset();
            ProblemWriter.write(response,
                    new Problem(ProblemType.METHOD_NOT_ALLOWED, HttpServletResponse.SC_NOT_IMPLEMENTED,
                            "Method Not Allowed. No route takes TRACE; GET /docs lists what there is.",
                            RequestId.of(request), List.of()));
        }
    }
}
