package io.semblance.process;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One run of the packaged service on a port of its own: what a user starts, with the same flags and the same launcher,
 * from the files that an image has. Its output goes to a file, which failures name.
 */
public final class ServiceProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final Path log;
    private final int port;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    private ServiceProcess(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** For tests that start often and search little: the first compiler alone, so that a start costs half. */
    public static final String QUICK = "-Xmx512m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    /** Starts the service on a data directory; does not wait until it is ready. */
    public static ServiceProcess start(String indexUri, Path log, String javaOptions, String... arguments)
            throws IOException {
        return start(freePort(), Map.of(), indexUri, log, javaOptions, arguments);
    }

    /** Starts the service on a given port, with variables added to its environment. */
    public static ServiceProcess start(int port, Map<String, String> variables, String indexUri, Path log,
            String javaOptions, String... arguments) throws IOException {
        UnpackedService unpacked = UnpackedService.ofThisBuild();
        return launch(unpacked.launcher(), port, variables, indexUri, log, unpacked.java(javaOptions), arguments);
    }

    static ServiceProcess launch(Path launcher, int port, Map<String, String> variables, String indexUri, Path log,
            String javaOptions, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString(), "serve",
                "--semblance.index-uri=" + indexUri, "--semblance.port=" + port));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("SEMBLANCE_JAVA_OPTS", javaOptions);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(variables);
        return new ServiceProcess(builder.start(), log, port);
    }

    /** A port that nobody listens on. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** What the build packaged. */
    public static Path jar() throws IOException {
        try (Stream<Path> target = Files.list(Path.of("target"))) {
            return target.filter(path -> path.getFileName().toString().matches("semblance-.*\\.jar")).findFirst()
                    .orElseThrow(() -> new IOException("there is no jar in target: build it by ./mvnw package"));
        }
    }

    private interface Condition {
        boolean isMet() throws IOException, InterruptedException;
    }

    /** Waits until {@code /readyz} says so. */
    public ServiceProcess awaitReady() throws IOException, InterruptedException {
        return await("it was ready", this::isReady);
    }

    /** Waits until it is ready or has printed a text. */
    public void awaitReadyOrLogged(String text) throws IOException, InterruptedException {
        await("it was ready or said " + text, () -> isReady() || log().contains(text));
    }

    /** Waits until it has printed a text. */
    public ServiceProcess awaitLogged(String text) throws IOException, InterruptedException {
        return await("it said " + text, () -> log().contains(text));
    }

    private ServiceProcess await(String what, Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.isMet()) {
            // The log is read in a failure only: it may be a pipe that has no end.
            if (!process.isAlive()) {
                throw new AssertionError("the service ended before " + what + ":\n" + log());
            }
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("the time was over before " + what + ":\n" + log());
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
        return this;
    }

    /** Whether {@code /readyz} says so. */
    public boolean isReady() throws InterruptedException {
        try {
            return get("/readyz").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** What it printed so far. */
    public String log() throws IOException {
        return Files.readString(log);
    }

    /** Its address, without a path. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** GET. */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url() + path)).timeout(PATIENCE).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** POST of a JSON body. */
    public HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url() + path)).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** DELETE. */
    public HttpResponse<String> delete(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url() + path)).DELETE().build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Lets it run for so long, or until it ends. */
    public void letRun(long millis) throws InterruptedException {
        process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** SIGTERM; returns at once. */
    public void terminate() {
        process.destroy();
    }

    /** Waits for the end; the exit code. */
    public int awaitExit() throws InterruptedException {
        return awaitExit(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Waits for the end no longer than that; the exit code. */
    public int awaitExit(long time, TimeUnit unit) throws InterruptedException {
        assertThat(process.waitFor(time, unit)).as("the service ends in time").isTrue();
        return process.exitValue();
    }

    /** Whether it has not ended. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The port that it was started on. */
    public int port() {
        return port;
    }

    /** Its process id, of the launcher's process, which the service's replaces. */
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
