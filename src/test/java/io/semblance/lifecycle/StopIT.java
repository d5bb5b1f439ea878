package io.semblance.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** SIGTERM as an orchestrator sends it: what is served meanwhile, what comes after what, and how it ends. */
@Isolated
class StopIT {

    private static final int ENDED_BY_SIGTERM = 143;

    @TempDir
    Path directory;

    @Test
    void stopServesWhileItDrainsThenFinishesThenSavesThenCloses() throws Exception {
        try (ServiceChild service = start("--semblance.drain=3s"); Socket slow = connect(service)) {
            assertThat(service.post("/indexes", "{\"name\":\"t\"}").statusCode()).isEqualTo(201);
            service.terminate();
            service.await("readiness is gone", () -> service.get("/readyz").statusCode() == 503);
            assertThat(service.get("/readyz").body()).contains("\"reason\":\"stopping\"");
            assertThat(service.get("/livez").statusCode()).isEqualTo(200);
            assertThat(service.get("/indexes").statusCode()).isEqualTo(200);

            String body = "{\"name\":\"late\"}";
            write(slow, "POST /indexes HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n{");
            service.awaitLog("Commencing graceful shutdown");
            write(slow, body.substring(1));
            assertThat(read(slow)).startsWith("HTTP/1.1 201");

            assertThat(service.awaitExit()).isEqualTo(ENDED_BY_SIGTERM);
            assertThat(service.log()).containsSubsequence("Stopping: readiness is gone, still serving for 3000 ms",
                    "Commencing graceful shutdown", "Graceful shutdown complete",
                    "No request is left; saving the indexes",
                    "Saved the indexes", "Closing the indexes", "Closed index",
                    "Closed the indexes; the data directory is free");
            assertThat(service.log()).doesNotContain("\tat ");
        }
        try (ServiceChild again = start()) {
            assertThat(again.get("/indexes").body()).contains("\"name\":\"late\"", "\"name\":\"t\"");
        }
    }

    @Test
    void requestThatNeverEndsDelaysTheStopByNoMoreThanItsBound() throws Exception {
        try (ServiceChild service = start("--semblance.finish-timeout=200ms"); Socket slow = connect(service)) {
            write(slow, "POST /indexes HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 100\r\n\r\n{");
            service.get("/livez");
            service.terminate();
            assertThat(service.awaitExit()).isEqualTo(ENDED_BY_SIGTERM);
            assertThat(service.log()).containsSubsequence("Commencing graceful shutdown", "Closing the indexes",
                    "Closed the indexes; the data directory is free");
        }
    }

    private ServiceChild start(String... arguments) throws IOException {
        String[] all = new String[arguments.length + 2];
        all[0] = "--semblance.index-uri=usearch://" + directory.resolve("data");
        all[1] = "--semblance.port=0";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return ServiceChild.start(directory, Map.of(), all).awaitReady();
    }

    private static Socket connect(ServiceChild service) throws IOException {
        URI uri = service.uri("/");
        return new Socket(InetAddress.getLoopbackAddress(), uri.getPort());
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String read(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
