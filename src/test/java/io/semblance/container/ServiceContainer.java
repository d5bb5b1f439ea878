package io.semblance.container;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.semblance.external.ExternalProcess;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A container of the image, with a client for it; it is removed at the end, its named volumes are not. */
final class ServiceContainer implements AutoCloseable {

    /** The secret of every service that has one. */
    static final String SECRET = "a-secret-of-the-tests-0123456789";
    /** What a hardened deployment allows a container, {@code compose.yaml} too. */
    static final List<String> HARDENED = List.of("--read-only", "--tmpfs", "/tmp:rw,noexec,nosuid,size=64m",
            "--cap-drop=ALL", "--security-opt", "no-new-privileges", "--pids-limit", "2048");

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ContainerEngine engine;
    private final String id;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10)).build();
    private String url;

    private ServiceContainer(ContainerEngine engine, String id) throws IOException, InterruptedException {
        this.engine = engine;
        this.id = id;
        this.url = publishedUrl();
    }

    /** Starts the service with a secret, and with further options of {@code run}. */
    static ServiceContainer start(ContainerEngine engine, List<String> options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("run", "--detach", "--publish", "127.0.0.1::8000", "--env",
                "SEMBLANCE_API_SECRET=" + SECRET));
        command.addAll(options);
        command.add(SemblanceImage.NAME);
        return new ServiceContainer(engine, engine.lastLine(command.toArray(String[]::new)));
    }

    /** One that somebody else started and removes. */
    static ServiceContainer running(ContainerEngine engine, String id) throws IOException, InterruptedException {
        return new ServiceContainer(engine, id);
    }

    private String publishedUrl() throws IOException, InterruptedException {
        return "http://" + engine.lastLine("port", id, "8000/tcp");
    }

    /** Starts it again after it was stopped. */
    void startAgain() throws IOException, InterruptedException {
        engine.call("start", id).succeeded();
        url = publishedUrl();
    }

    /** Waits for the first answer to a probe of liveness. */
    ServiceContainer awaitFirstAnswer() throws IOException, InterruptedException {
        return await("/livez");
    }

    /** Waits until it is ready. */
    ServiceContainer awaitReady() throws IOException, InterruptedException {
        return await("/readyz");
    }

    private ServiceContainer await(String probe) throws IOException, InterruptedException {
        try {
            Awaitility.await(probe).atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20))
                    .until(() -> answers(probe));
        } catch (ConditionTimeoutException late) {
            throw new AssertionError("the service does not answer " + probe + ": " + log(), late);
        }
        return this;
    }

    private boolean answers(String probe) throws InterruptedException {
        try {
            return get(probe).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** GET without the secret. */
    HttpResponse<String> anonymousGet(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return client.send(request(path).POST(HttpRequest.BodyPublishers.ofString(json)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** A request with the secret, to be sent by {@link #client()}. */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("X-API-Key", SECRET).header("Content-Type",
                "application/json");
    }

    HttpClient client() {
        return client;
    }

    /** What it printed so far. */
    String log() throws IOException, InterruptedException {
        return engine.call("logs", id).output();
    }

    /** Runs a command inside. */
    ExternalProcess exec(String... command) throws IOException, InterruptedException {
        List<String> exec = new ArrayList<>(List.of("exec", id));
        exec.addAll(List.of(command));
        return engine.call(exec);
    }

    /** SIGTERM, or what the image names, and SIGKILL after so many seconds; the exit code. */
    int stop(int seconds) throws IOException, InterruptedException {
        engine.call("stop", "--time", Integer.toString(seconds), id).succeeded();
        return exitCode();
    }

    /** Sends a signal. */
    void signal(String name) throws IOException, InterruptedException {
        engine.call("kill", "--signal", name, id).succeeded();
    }

    /** How it ended; waits for it. */
    int exitCode() throws IOException, InterruptedException {
        return Integer.parseInt(engine.lastLine("wait", id));
    }

    /** The state that Podman finds with the health check of the image; it leaves to systemd when a check runs. */
    String healthFoundNow() throws IOException, InterruptedException {
        engine.call("healthcheck", "run", id).succeeded();
        return engine.inspect(id, "{{.State.Health.Status}}");
    }

    /** The engine's id of the container. */
    String id() {
        return id;
    }

    @Override
    public void close() throws IOException {
        try {
            engine.call("rm", "--force", "--volumes", id).succeeded();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
