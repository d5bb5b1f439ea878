package io.semblance.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;

import io.semblance.process.ServiceProcess;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In the profile {@code tracing} each request is a span of the caller's trace, and a collector gets it by OTLP. */
class TracingIT {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @TempDir
    private Path directory;

    @Test
    void spanOfTheCallersTraceReachesTheCollectorTheLogAndTheCaller() throws Exception {
        List<byte[]> received = new CopyOnWriteArrayList<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            received.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        try (ServiceProcess service = ServiceProcess.start("memory://", directory.resolve("service.log"),
                ServiceProcess.QUICK, "--semblance.demo=true", "--spring.profiles.active=tracing",
                "--management.opentelemetry.tracing.export.schedule-delay=100ms",
                "--management.opentelemetry.tracing.export.otlp.endpoint=http://127.0.0.1:"
                        + collector.getAddress().getPort() + "/v1/traces",
                "--logging.structured.format.console=logstash")) {
            service.awaitReady();
            String answered = get(service.url() + "/indexes/demo").headers().firstValue("traceresponse").orElse("");
            assertThat(answered).matches("00-" + TRACE + "-[0-9a-f]{16}-01");
            String span = answered.substring(36, 52);
            await().atMost(Duration.ofMinutes(1)).until(() -> received.stream().anyMatch(batch -> has(batch, span)));
            assertThat(received).anyMatch(batch -> has(batch, TRACE) && has(batch, span));
            service.awaitLogged("\"traceId\":\"" + TRACE + "\",\"spanId\":\"" + span + "\"");
        } finally {
            collector.stop(0);
        }
    }

    /** Ids are bytes in protobuf. */
    private static boolean has(byte[] batch, String id) {
        String bytes = new String(HexFormat.of().parseHex(id), StandardCharsets.ISO_8859_1);
        return new String(batch, StandardCharsets.ISO_8859_1).contains(bytes);
    }

    private static HttpResponse<String> get(String url) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url))
                    .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01").build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
