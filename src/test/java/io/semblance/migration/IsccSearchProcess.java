package io.semblance.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.semblance.external.ExternalProcess;
import io.semblance.external.ExternalTool;

import org.junit.jupiter.api.Assumptions;

/**
 * A run of the real iscc-search 0.3.3 on a port of its own. It is installed from its package index into an environment that
 * is kept in the user's cache for the next time.
 */
final class IsccSearchProcess implements AutoCloseable {

    private static final String VERSION = "0.3.3";
    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "semblance-iscc-search");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final Path log;
    private final int port;

    private IsccSearchProcess(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** Its program; skips the test that asks where it cannot be had. */
    static Path installed() throws IOException, InterruptedException {
        Path environment = CACHE.resolve(VERSION);
        Path program = environment.resolve(Path.of("bin", "iscc-search"));
        if (!Files.isExecutable(program)) {
            Optional<Path> python = ExternalTool.debian("python3", "python3-venv").find();
            Assumptions.assumeTrue(python.isPresent(), "skipped: the real iscc-search needs python3");
            Files.createDirectories(CACHE);
            ExternalProcess made = run(python.orElseThrow().toString(), "-m", "venv", environment.toString());
            ExternalProcess got = made.exitCode() != 0
                    ? made
                    : run(environment.resolve("bin/pip").toString(), "install", "--quiet",
                            "--disable-pip-version-check", "iscc-search==" + VERSION);
            Assumptions.assumeTrue(got.exitCode() == 0,
                    () -> "skipped: iscc-search " + VERSION + " cannot be installed: " + got.output().strip());
        }
        return program;
    }

    private static ExternalProcess run(String... command) throws IOException, InterruptedException {
        return ExternalProcess.run(CACHE, Map.of(), List.of(command));
    }

    /** Starts it on a data directory and waits until it answers. */
    static IsccSearchProcess start(String scheme, Path data, Path log) throws IOException, InterruptedException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        ProcessBuilder builder = new ProcessBuilder(installed().toString(), "serve", "--host", "127.0.0.1", "--port",
                Integer.toString(port)).directory(log.resolveSibling("").toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("ISCC_SEARCH_"));
        builder.environment().put("ISCC_SEARCH_INDEX_URI", scheme + "://" + data);
        IsccSearchProcess started = new IsccSearchProcess(builder.start(), log, port);
        started.awaitReady();
        return started;
    }

    private void awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!answers()) {
            assertThat(process.isAlive() && System.nanoTime() < end).as(Files.readString(log)).isTrue();
            process.waitFor(100, TimeUnit.MILLISECONDS);
        }
    }

    private boolean answers() throws InterruptedException {
        try {
            return request("GET", "/healthz", "").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** On a connection of its own: it closes kept ones soon, and after each 500. */
    HttpResponse<String> request(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json").method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    /** SIGTERM, and the end of it. */
    void stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("iscc-search ends").isTrue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
