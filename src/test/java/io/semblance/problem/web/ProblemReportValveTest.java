package io.semblance.problem.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardHost;
import org.jspecify.annotations.Nullable;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a caller is told whose request Tomcat had begun to read when the stop began. */
class ProblemReportValveTest {

    @TempDir
    Path directory;

    private @Nullable EmbeddedTomcat tomcat;

    /** Refuses with 400, as Tomcat does where it has read no headers; and stops before, if it is asked to. */
    @SuppressWarnings("serial") // it is never written
    private final class Refusing extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (request.getRequestURI().equals("/stop")) {
                tomcat().pause();
            }
            response.sendError(400);
        }
    }

    @BeforeEach
    void start() throws LifecycleException {
        tomcat = new EmbeddedTomcat(directory, new Refusing(), context -> {
            StandardHost host = (StandardHost) context.getParent();
            host.setErrorReportValveClass(ProblemReportValve.class.getName());
            host.getPipeline().addValve(new ProblemReportValve());
        });
    }

    @AfterEach
    void stop() throws LifecycleException {
        tomcat().close();
    }

    private EmbeddedTomcat tomcat() {
        return Objects.requireNonNull(tomcat);
    }

    private String answer(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), tomcat().port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void requestThatTomcatDidNotReadBecauseOfAStopIsToldSo() throws IOException {
        assertThat(answer("GET /stop HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 503 ").contains("\r\nRetry-After: 5\r\n",
                "/problems/stopping");
    }

    @Test
    void badRequestStaysOne() throws IOException {
        assertThat(answer("GET / HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 400 ").contains("/problems/bad-request");
        assertThat(answer("GET /stop HTTP/1.0\r\nHost: localhost\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    }
}
