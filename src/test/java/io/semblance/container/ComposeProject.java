package io.semblance.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.semblance.external.ExternalProcess;
import io.semblance.external.ExternalTool;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Docker Compose in a directory with a {@code compose.yaml}: the plugin where Docker runs, else the program
 * {@code docker-compose} on a socket that Podman serves for as long as the project is open.
 */
public final class ComposeProject implements AutoCloseable {

    private final Path directory;
    private final String name;
    private final List<String> compose;
    private final Map<String, String> environment;
    private final @Nullable Process socket;

    private ComposeProject(Path directory, String name, List<String> compose, Map<String, String> environment,
            @Nullable Process socket) {
        this.directory = directory;
        this.name = name;
        this.compose = compose;
        this.environment = environment;
        this.socket = socket;
    }

    /**
     * Opens a project and starts nothing yet.
     *
     * @param variables what the file takes from the environment
     */
    public static ComposeProject open(ContainerEngine engine, Path directory, String name,
            Map<String, String> variables)
            throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(engine.environment());
        environment.putAll(variables);
        if (engine.docker() && engine.call("compose", "version").exitCode() == 0) {
            return new ComposeProject(directory, name, List.of(engine.program().toString(), "compose"), environment,
                    null);
        }
        List<String> compose = List.of(ExternalTool.debian("docker-compose", "docker-compose").require().toString());
        if (engine.docker()) {
            return new ComposeProject(directory, name, compose, environment, null);
        }
        Path path = directory.resolve("podman.sock");
        environment.put("DOCKER_HOST", "unix://" + path);
        return new ComposeProject(directory, name, compose, environment, serve(engine, path));
    }

    private static Process serve(ContainerEngine engine, Path path) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(engine.program().toString(), "system", "service", "--time=0",
                "unix://" + path).redirectErrorStream(true)
                .redirectOutput(path.resolveSibling("podman.log").toFile());
        builder.environment().putAll(engine.environment());
        Process process = builder.start();
        Awaitility.await("Podman's socket").atMost(Duration.ofSeconds(30)).until(() -> Files.exists(path));
        return process;
    }

    /** Runs a command of Compose, such as {@code up -d}; what it printed. */
    public String call(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(compose);
        command.addAll(List.of("--project-name", name));
        command.addAll(List.of(arguments));
        return ExternalProcess.run(directory, environment, command).succeeded();
    }

    /**
     * A function {@code docker} for bash, of which {@code docker compose} is about this project and needs no terminal. On
     * Podman {@code up} takes down first what runs, since Compose takes Podman's networks for changed ones.
     */
    public String shellFunction() {
        StringBuilder command = new StringBuilder("env");
        environment.forEach((variable, value) -> command.append(" '").append(variable).append('=').append(value)
                .append('\''));
        compose.forEach(word -> command.append(" '").append(word).append('\''));
        command.append(" --project-name '").append(name).append('\'');
        return "compose() { " + command + " \"$@\"; }\n"
                + "docker() {\nshift\nif [ \"$1\" = exec ]; then shift; set -- exec -T \"$@\"; fi\n"
                + (socket == null ? "" : "if [ \"$1\" = up ]; then compose kill; compose down; fi\n")
                + "compose \"$@\"\n}";
    }

    /** Removes containers, networks and volumes. */
    @Override
    public void close() throws IOException {
        try {
            call("down", "--volumes");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            if (socket != null) {
                socket.destroy();
            }
        }
    }
}
