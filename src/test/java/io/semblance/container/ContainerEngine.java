package io.semblance.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.semblance.external.ExternalProcess;
import io.semblance.external.ExternalTool;

import org.junit.jupiter.api.Assumptions;

/**
 * What builds images and runs containers: Docker where its engine answers, else Podman ({@link PodmanHome}). Both take the
 * same commands. It is found once; where there is none, every test that asks is skipped and says why.
 *
 * @param program path of the command
 * @param environment variables that the command needs
 * @param docker whether it is Docker, with a registry to take base images from
 */
public record ContainerEngine(Path program, Map<String, String> environment, boolean docker) {

    private static final Found FOUND = search();

    /** The engine, or why there is none. */
    private record Found(Optional<ContainerEngine> engine, String reason) {
    }

    /** The engine; skips the test that asks where there is none that works. */
    public static ContainerEngine require() {
        Assumptions.assumeTrue(FOUND.engine.isPresent(), () -> "skipped: no container can be run: " + FOUND.reason);
        return FOUND.engine.orElseThrow();
    }

    /** Makes the image of nginx that {@code deploy/} names, where there is no registry to take it from. */
    public void requireNginx() throws IOException, InterruptedException {
        if (!docker) {
            PodmanHome.makeBaseImages(this, "nginx").succeeded();
        }
    }

    private static Found search() {
        try {
            Optional<Path> docker = ExternalTool.debian("docker", "docker.io").find();
            if (docker.isPresent()) {
                ContainerEngine engine = new ContainerEngine(docker.get(), Map.of(), true);
                if (engine.call("info").exitCode() == 0) {
                    return new Found(Optional.of(engine), "");
                }
            }
            return podman();
        } catch (IOException e) {
            return new Found(Optional.empty(), e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Found(Optional.empty(), e.toString());
        }
    }

    private static Found podman() throws IOException, InterruptedException {
        for (String program : List.of("podman", "buildah", "runc", "mmdebstrap", "conmon")) {
            if (ExternalTool.debian(program, program).find().isEmpty()) {
                return new Found(Optional.empty(),
                        "no Docker engine answers, and the Debian package " + program + " is not installed");
            }
        }
        ContainerEngine engine = new ContainerEngine(ExternalTool.debian("podman", "podman").find().orElseThrow(),
                PodmanHome.prepare(), false);
        ExternalProcess images = PodmanHome.makeBaseImages(engine);
        if (images.exitCode() != 0) {
            return new Found(Optional.empty(), "base images cannot be made: " + images.output());
        }
        ExternalProcess trial = engine.call("run", "--rm", PodmanHome.RUN_TIME_BASE, "true");
        return trial.exitCode() == 0
                ? new Found(Optional.of(engine), "")
                : new Found(Optional.empty(), "podman run does not work here: " + trial.output());
    }

    /** Runs a command of the engine, such as {@code inspect}, to its end. */
    public ExternalProcess call(String... arguments) throws IOException, InterruptedException {
        return call(List.of(arguments));
    }

    /** Runs a command of the engine to its end. */
    public ExternalProcess call(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        // Not in the project: of a container that the kernel killed for its memory, Podman's monitor leaves a file there.
        return ExternalProcess.run(Path.of(System.getProperty("java.io.tmpdir")), environment, command);
    }

    /** What {@code inspect} says in Go's template language about a container or an image. */
    String inspect(String name, String template) throws IOException, InterruptedException {
        return call("inspect", "--format", template, name).succeeded().strip();
    }

    /** The last line that a command printed, such as the id of what it made. */
    String lastLine(String... arguments) throws IOException, InterruptedException {
        return Arrays.asList(call(arguments).succeeded().strip().split("\n", -1)).getLast();
    }
}
