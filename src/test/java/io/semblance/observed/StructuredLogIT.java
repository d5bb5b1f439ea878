package io.semblance.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;

import io.semblance.process.ServiceProcess;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One setting of Spring Boot makes every line of the log a JSON object; requests carry their values as fields. */
class StructuredLogIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"ecs", "logstash"})
    void everyLineIsJsonAndRequestsHaveFields(String format) throws Exception {
        try (ServiceProcess service = ServiceProcess.start("usearch://" + directory.resolve("data"),
                directory.resolve("service.log"), ServiceProcess.QUICK, "--semblance.demo=true",
                "--logging.structured.format.console=" + format)) {
            service.awaitReady();
            HttpResponse<String> answer = get(service.url() + "/indexes/demo");
            assertThat(answer.headers().firstValue("traceresponse").orElse("")).startsWith("00-" + TRACE + "-");
            await().until(() -> lines(service).stream().anyMatch(StructuredLogIT::isOurs));
            JsonNode line = lines(service).stream().filter(StructuredLogIT::isOurs).findFirst().orElseThrow();
            assertThat(line.get("message").asString()).startsWith("GET /indexes/demo 200 ");
            assertThat(line.get("requestId").asString()).isEqualTo("our-request");
            assertThat(line.get("traceId").asString()).isEqualTo(TRACE);
            assertThat(answer.headers().firstValue("traceresponse").orElse(""))
                    .contains(line.get("spanId").asString());
            assertThat(line.get("method").asString()).isEqualTo("GET");
            assertThat(line.get("status").asInt()).isEqualTo(200);
            assertThat(line.get("bytes").asInt()).isEqualTo(answer.body().length());
            assertThat(line.get("index").asString()).isEqualTo("demo");
            assertThat(line.get("durationMs").asDouble()).isPositive();
            service.terminate();
            assertThat(service.awaitExit()).isEqualTo(143);
            // Lines that operators look for by their words keep them.
            assertThat(lines(service)).extracting(one -> one.get("message").asString())
                    .anyMatch(message -> message.startsWith("Closed simprint index "));
        }
    }

    private static boolean isOurs(JsonNode line) {
        return line.path("requestId").asString("").equals("our-request");
    }

    /** All but the JVM's own first words, which no program can change. */
    private static List<JsonNode> lines(ServiceProcess service) throws IOException {
        return service.log().lines().filter(line -> !line.startsWith("WARNING: ")).map(JSON::readTree).toList();
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(url)).header("X-Request-Id", "our-request")
                            .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01").build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
