package io.semblance.observed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.semblance.external.ExternalTool;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus that scrapes one service each second and evaluates our rules as often. */
public final class PrometheusServer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Process process;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();

    private PrometheusServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it; skips the test where Prometheus is not installed.
     *
     * @param target host and port of the service
     * @param secret of the service, as its users set scraping up; empty for none
     * @param directory for its files
     */
    public static PrometheusServer start(String target, String secret, Windows windows, Path directory)
            throws IOException {
        Path program = ExternalTool.debian("prometheus", "prometheus").require();
        Path rules = Files.writeString(directory.resolve("alerts.yaml"), AlertRules.yaml(windows));
        String authorization = secret.isEmpty() ? "" : "    authorization: {credentials: '" + secret + "'}\n";
        Path config = Files.writeString(directory.resolve("prometheus.yaml"), """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: ['%s']
                scrape_configs:
                  - job_name: semblance
                    metrics_path: /actuator/prometheus
                %s    static_configs: [{targets: ['%s']}]
                """.formatted(rules, authorization, target));
        int port = freePort();
        Process process = new ProcessBuilder(program.toString(), "--config.file=" + config,
                "--storage.tsdb.path=" + directory.resolve("series"), "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true).redirectOutput(directory.resolve("prometheus.log").toFile()).start();
        return new PrometheusServer(process, port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The series that an instant query answers with; none while Prometheus is not up. */
    public JsonNode query(String expression) throws InterruptedException {
        String url = "http://127.0.0.1:" + port + "/api/v1/query?query="
                + URLEncoder.encode(expression, StandardCharsets.UTF_8);
        try {
            HttpResponse<String> answer = client.send(HttpRequest.newBuilder(URI.create(url)).build(),
                    HttpResponse.BodyHandlers.ofString());
            JsonNode json = JSON.readTree(answer.body());
            assertThat(json.path("error").asString("")).as(expression).isEmpty();
            return json.path("data").path("result");
        } catch (IOException notYet) {
            return JSON.createArrayNode();
        }
    }

    /** Values of the series that an instant query answers with. */
    public List<Double> values(String expression) throws InterruptedException {
        return query(expression).valueStream()
                .map(series -> Double.valueOf(series.get("value").get(1).asString().replace("Inf", "Infinity")))
                .toList();
    }

    /** Names of the alerts that fire now. */
    public List<String> firing() throws InterruptedException {
        return query("ALERTS{alertstate=\"firing\"}").valueStream()
                .map(series -> series.get("metric").get("alertname").asString()).sorted().distinct().toList();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
