package io.semblance.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;

/**
 * The service as a process of its own, from the compiled classes: for what ends a process, and what a test inside of one
 * cannot see. It takes a free port and tells it in its log.
 */
final class ServiceChild implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;
    private static final Pattern URL = Pattern.compile("Listening on (http://\\S+?:\\d+)");

    private final Process process;
    private final Path log;

    private ServiceChild(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static ServiceChild start(Path directory, Map<String, String> variables, String... arguments) throws IOException {
        Path log = Files.createTempFile(directory, "service", ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // The flags that this JVM was started with are those of pom.xml.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(flag -> flag.startsWith("--"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classPath(),
                "io.semblance.SemblanceApplication"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet()
                .removeIf(name -> name.startsWith("SEMBLANCE_") || name.startsWith("ISCC_SEARCH_"));
        builder.environment().putAll(variables);
        return new ServiceChild(builder.start(), log);
    }

    /** Without the tests' own logging, which hides what operators see. */
    private static String classPath() {
        return String.join(File.pathSeparator,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("test-classes/"))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString()).toList());
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Waits until the log holds a text. */
    void awaitLog(String text) {
        await("log holds: " + text, () -> log().contains(text));
    }

    /** Waits until requests are served. */
    ServiceChild awaitReady() {
        awaitLog("Ready:");
        await("ready", () -> get("/readyz").statusCode() == 200);
        return this;
    }

    void await(String what, Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE_SECONDS, TimeUnit.SECONDS).until(() -> {
            boolean met = condition.call();
            assertThat(met || process.isAlive()).describedAs("%s; the process ended:%n%s", what, log()).isTrue();
            return met;
        });
    }

    URI uri(String path) {
        Matcher url = URL.matcher(log());
        assertThat(url.find()).describedAs("address in the log:%n%s", log()).isTrue();
        return URI.create(url.group(1) + path);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)).build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** The exit code, once there is one. */
    int awaitExit() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).describedAs("the process ends:%n%s", log())
                .isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
