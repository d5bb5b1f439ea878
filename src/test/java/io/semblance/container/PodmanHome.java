package io.semblance.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.semblance.external.ExternalProcess;

/**
 * Storage and settings of Podman for these tests alone, below {@code ~/.cache}, so that base images and layers are made
 * once. The settings are what a machine without systemd and without all rights needs.
 */
final class PodmanHome {

    /** Base of the image that is built; there is no registry, so a script makes a stand-in. */
    static final String RUN_TIME_BASE = "debian:bookworm-slim";

    private static final Path HOME = Path.of(System.getProperty("user.home"), ".cache", "semblance", "containers");
    private static final String STORAGE = """
            [storage]
            driver = "overlay"
            runroot = "HOME/run"
            graphroot = "HOME/graph"
            """;
    /** runc also runs where cgroups of both versions are mounted; a health check is lost in an image of OCI's format. */
    private static final String SETTINGS = """
            [engine]
            runtime = "runc"
            cgroup_manager = "cgroupfs"
            events_logger = "file"
            image_default_format = "v2s2"
            [containers]
            log_driver = "k8s-file"
            default_ulimits = ["nofile=16384:16384", "nproc=4096:4096"]
            """;

    private PodmanHome() {
    }

    /** Writes the settings; the variables that name them. */
    static Map<String, String> prepare() throws IOException {
        Files.createDirectories(HOME);
        Path storage = Files.writeString(HOME.resolve("storage.conf"), STORAGE.replace("HOME", HOME.toString()));
        Path settings = Files.writeString(HOME.resolve("containers.conf"), SETTINGS);
        return Map.of("CONTAINERS_STORAGE_CONF", storage.toString(), "CONTAINERS_CONF", settings.toString(),
                "BUILDAH_RUNTIME", "runc", "BUILDAH_FORMAT", "docker");
    }

    /** Makes the images that the Dockerfile starts from, and others that are named, unless they are there. */
    static ExternalProcess makeBaseImages(ContainerEngine engine, String... others)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of("src", "test", "container", "base-images.sh").toAbsolutePath().toString(),
                        System.getProperty("java.home")));
        command.addAll(List.of(others));
        return ExternalProcess.run(HOME, engine.environment(), command);
    }
}
