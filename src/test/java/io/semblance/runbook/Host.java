package io.semblance.runbook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.semblance.external.ExternalProcess;
import io.semblance.process.ServiceProcess;
import io.semblance.process.UnpackedService;

/**
 * A machine that runs the packaged service as the documentation installs it, below a folder: the launcher and the jar in
 * {@code opt/semblance}, the unit as it is shipped and, over it, the settings in {@code etc/semblance/environment}, the data
 * in {@code var/lib/semblance}. systemd is played by two small scripts, which start, stop and restart the real program with
 * the variables of the unit and of the file.
 */
final class Host implements AutoCloseable {

    private static final String UNIT = "etc/systemd/system/semblance.service";
    private static final List<String> PATHS = List.of("/etc/semblance", "/etc/systemd/system", "/var/lib/semblance",
            "/opt/semblance", "/backup/semblance");

    private final Path root;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();

    private Host(Path root, int port) {
        this.root = root;
        this.port = port;
    }

    /**
     * Installs the service; does not start it. Skips the test where a program that the pages use is missing. Instead of the
     * one jar that the documentation installs there is the same unpacked, which starts in half the time.
     */
    static Host install(Path root, String... environment) throws IOException {
        Host host = installAsShipped(root, Stream.concat(Stream.of(quickJava("")), Stream.of(environment))
                .toArray(String[]::new));
        Files.delete(host.path("opt/semblance/semblance.jar"));
        UnpackedService.ofThisBuild().putInto(host.path("opt/semblance"));
        return host;
    }

    /** The setting for Java with which it starts soon, and with further options. */
    static String quickJava(String options) throws IOException {
        return "SEMBLANCE_JAVA_OPTS=\"" + UnpackedService.ofThisBuild().java(ServiceProcess.QUICK + options) + "\"";
    }

    /** The same from the one jar, with no options for Java but those of the unit. */
    static Host installAsShipped(Path root, String... environment) throws IOException {
        Drill.requirePrograms();
        Host host = new Host(root, ServiceProcess.freePort());
        for (String folder : List.of("etc/semblance", "etc/systemd/system/semblance.service.d", "var/lib/semblance",
                "var/log", "opt/semblance", "run", "bin")) {
            Files.createDirectories(root.resolve(folder));
        }
        Files.writeString(host.path("var/log/semblance.log"), "");
        Files.copy(Path.of("bin", "semblance"), host.path("opt/semblance/semblance"));
        Files.copy(ServiceProcess.jar(), host.path("opt/semblance/semblance.jar"));
        Files.writeString(host.path("etc/semblance/secret"), "first-secret-of-the-drill\n");
        Files.writeString(host.path(UNIT),
                host.here(Files.readString(Path.of("deploy", "systemd", "semblance.service"))));
        List<String> settings = new ArrayList<>(
                List.of("SEMBLANCE_HOST=127.0.0.1", "SEMBLANCE_PORT=" + host.port));
        settings.addAll(List.of(environment));
        Files.write(host.path("etc/semblance/environment"), settings);
        for (String script : List.of("systemctl", "journalctl")) {
            try (InputStream text = Objects.requireNonNull(Host.class.getResourceAsStream(script))) {
                Files.copy(text, host.path("bin/" + script));
            }
            if (!host.path("bin/" + script).toFile().setExecutable(true)) {
                throw new IOException(script + " cannot be made executable");
            }
        }
        return host;
    }

    /** A path on this machine, without the leading slash. */
    Path path(String relative) {
        return root.resolve(relative);
    }

    int port() {
        return port;
    }

    /** The process that serves. */
    long pid() throws IOException {
        return Long.parseLong(Files.readString(path("run/pid")).strip());
    }

    String log() throws IOException {
        return Files.readString(path("var/log/semblance.log"));
    }

    /** Runs commands of a page here, with this machine's paths and ports put in for those that the page shows. */
    ExternalProcess shell(String script, Map<String, String> ports) throws IOException, InterruptedException {
        String here = here(script).replace("localhost:8000", "127.0.0.1:" + port).replace(":8000", ":" + port);
        for (Map.Entry<String, String> one : ports.entrySet()) {
            here = here.replace(one.getKey(), one.getValue());
        }
        return ExternalProcess.run(root, environment(), List.of("bash", "-euo", "pipefail", "-c", here));
    }

    private String here(String text) {
        String here = text;
        for (String path : PATHS) {
            here = here.replace(path, root + path);
        }
        return here;
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("HOST_ROOT", root.toString());
        environment.put("PATH", path("bin") + ":" + System.getenv("PATH") + ":/usr/sbin:/sbin");
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("MEMORY_CGROUP", "/sys/fs/cgroup/memory/semblance-drill-" + port);
        environment.put("no_proxy", "127.0.0.1");
        return environment;
    }

    void systemctl(String verb) throws IOException, InterruptedException {
        shell("systemctl " + verb + " semblance", Map.of()).succeeded();
    }

    Host startAndAwaitReady() throws IOException, InterruptedException {
        systemctl("start");
        Waiting.until("the service is ready", () -> isReady(), () -> {
            try {
                return log();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        });
        return this;
    }

    boolean isReady() throws InterruptedException {
        try {
            return call("GET", "/readyz", "").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** A request with the key. */
    HttpResponse<String> call(String method, String route, String json) throws IOException, InterruptedException {
        return call(method, route, json, Files.readString(path("etc/semblance/secret")).strip());
    }

    HttpResponse<String> call(String method, String route, String json, String key)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + route)).header("X-API-Key", key)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(json)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** The machine is gone, with everything that ran on it. */
    void lose() throws IOException {
        for (String file : List.of("run/supervisor", "run/pid")) {
            if (Files.exists(path(file))) {
                long pid = Long.parseLong(Files.readString(path(file)).strip());
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    @Override
    public void close() throws IOException {
        lose();
    }
}
