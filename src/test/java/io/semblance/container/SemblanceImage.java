package io.semblance.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.semblance.external.ExternalProcess;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The image of this working copy, built from the Dockerfile once for all tests of a run. */
public final class SemblanceImage {

    /** Its name; that of the tests alone, and of this working copy alone. */
    public static final String NAME = "semblance-test-"
            + Integer.toHexString(Path.of("").toAbsolutePath().toString().hashCode());

    /** The commit it is told to be of. */
    static final String REVISION = "0123456789abcdef0123456789abcdef01234567";
    /** The time it is told to be built at. */
    static final String CREATED = "2026-01-02T03:04:05Z";

    private static @Nullable ExternalProcess built;

    private SemblanceImage() {
    }

    /** The engine that has the image; skips the test that asks where no container can be run. */
    public static ContainerEngine require() throws IOException, InterruptedException {
        ContainerEngine engine = ContainerEngine.require();
        build(engine).succeeded();
        return engine;
    }

    /** Its name before the tag, as an archive of it has it: Podman names the place of what it built itself. */
    public static String repository(ContainerEngine engine) {
        return engine.docker() ? NAME : "localhost/" + NAME;
    }

    /** Writes it to a file, for another engine to load. */
    public static Path save(ContainerEngine engine, Path archive) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("save", "--output", archive.toString()));
        if (!engine.docker()) {
            command.add("--format=docker-archive");
        }
        command.add(NAME);
        engine.call(command).succeeded();
        return archive;
    }

    private static synchronized ExternalProcess build(ContainerEngine engine) throws IOException, InterruptedException {
        ExternalProcess outcome = built;
        if (outcome == null) {
            long began = System.nanoTime();
            outcome = engine.call(command(engine));
            built = outcome;
            if (!engine.docker()) {
                // The storage is that of the tests alone: layers that no build has used for a day go.
                engine.call("image", "prune", "--force", "--filter", "until=24h");
            }
            LoggerFactory.getLogger(SemblanceImage.class).info("Built the image in {} s",
                    (System.nanoTime() - began) / 1_000_000_000);
        }
        return outcome;
    }

    private static List<String> command(ContainerEngine engine) {
        List<String> command = new ArrayList<>(List.of("build", "--tag", NAME, "--build-arg", "REVISION=" + REVISION,
                "--build-arg", "CREATED=" + CREATED));
        if (!engine.docker()) {
            command.add("--layers");
        }
        Path repository = Path.of(System.getProperty("user.home"), ".m2");
        if (!engine.docker() && Files.isDirectory(repository.resolve("wrapper"))) {
            // What this build has downloaded already the build inside need not. It is not told to be offline: the bill of
            // materials is left out then.
            command.addAll(List.of("--network", "none", "--volume", repository + ":/root/.m2:O", "--build-arg",
                    "MAVEN_USER_HOME=/root/.m2", "--build-arg", "MAVEN_ARGS=-Dmaven.repo.local=/root/.m2/repository"));
        }
        Path graph = Path.of(System.getProperty("user.home"), ".cache", "semblance-native");
        if (!engine.docker() && Files.isDirectory(graph)) {
            // Nor need it fetch and compile the graph's library, which lies here since this build's own first step.
            command.addAll(List.of("--volume", graph + ":/root/.cache/semblance-native:O"));
        }
        command.add(Path.of("").toAbsolutePath().toString());
        return command;
    }
}
