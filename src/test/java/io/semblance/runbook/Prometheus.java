package io.semblance.runbook;

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

import io.semblance.external.ExternalTool;
import io.semblance.observed.AlertRules;
import io.semblance.observed.Windows;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus that looks every second, with the service's own rules and shorter windows. */
final class Prometheus implements AutoCloseable {

    private static final String CONFIG = """
            global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
            rule_files: [rules.yaml]
            scrape_configs:
              - job_name: semblance
                metrics_path: /actuator/prometheus
                authorization: {credentials_file: SECRET}
                file_sd_configs: [{files: [targets.json], refresh_interval: 1s}]
            """;

    private final Process process;
    private final Path directory;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();

    private Prometheus(Process process, Path directory, int port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
    }

    /** Starts it for one host, whose secret it reads again and again; skips the test where it is not installed. */
    static Prometheus watching(Host host, Windows windows, Path directory) throws IOException {
        Path program = ExternalTool.debian("prometheus", "prometheus").require();
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("rules.yaml"), AlertRules.yaml(windows));
        Files.writeString(directory.resolve("config.yaml"),
                CONFIG.replace("SECRET", host.path("etc/semblance/secret").toString()));
        target(directory, host);
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Process process = new ProcessBuilder(program.toString(), "--config.file=config.yaml",
                "--storage.tsdb.path=data", "--web.listen-address=127.0.0.1:" + port, "--log.level=warn")
                .directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile()).start();
        return new Prometheus(process, directory, port);
    }

    private static void target(Path directory, Host host) throws IOException {
        Files.writeString(directory.resolve("targets.json"), "[{\"targets\":[\"127.0.0.1:" + host.port() + "\"]}]");
    }

    /** Looks at another host from now on. */
    void watch(Host host) throws IOException {
        target(directory, host);
    }

    /** Looks at no host: none is configured any more. */
    void watchNobody() throws IOException {
        Files.writeString(directory.resolve("targets.json"), "[]");
    }

    /** Host and port. */
    String address() {
        return "127.0.0.1:" + port;
    }

    /** Whether an alert fires. */
    boolean isFiring(String alert) throws InterruptedException {
        try {
            return get("/api/v1/alerts").at("/data/alerts").valueStream()
                    .anyMatch(one -> one.at("/labels/alertname").asString().equals(alert)
                            && one.at("/state").asString().equals("firing"));
        } catch (IOException starting) {
            return false;
        }
    }

    /** What is known of every alert and the raw figures behind them, for a failure's message. */
    String state() throws InterruptedException {
        try {
            return get("/api/v1/alerts") + "\n" + get("/api/v1/query?query="
                    + URLEncoder.encode("{__name__=~\"up|semblance.*|process.*|jvm_gc_overhead\",le=\"\"}",
                            StandardCharsets.UTF_8))
                    .at("/data/result").valueStream()
                    .map(one -> one.get("metric") + " " + one.at("/value/1").asString()).toList()
                    .toString().replace("}, ", "}\n").replace(", {", "\n{")
                    + "\n" + Files.readString(directory.resolve("log"));
        } catch (IOException gone) {
            return gone.toString();
        }
    }

    /** Values of a query now; none while it is starting. */
    List<Double> values(String query) throws InterruptedException {
        try {
            return get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)).at("/data/result")
                    .valueStream().map(one -> Double.valueOf(one.at("/value/1").asString())).toList();
        } catch (IOException starting) {
            return List.of();
        }
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create("http://" + address() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("Prometheus says: " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
