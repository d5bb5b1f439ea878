package io.semblance.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import io.semblance.container.ComposeProject;
import io.semblance.container.ContainerEngine;
import io.semblance.container.SemblanceImage;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A folder of {@code deploy/} with a compose file, copied as it is committed and started in containers. */
final class ComposeVariant implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final ComposeProject project;
    private final Path copy;

    private ComposeVariant(ComposeProject project, Path copy) {
        this.project = project;
        this.copy = copy;
    }

    /**
     * Copies the folder with a secret beside the file. Nothing runs yet.
     *
     * @param folder of {@code deploy/}
     * @param directory stands for the working copy, two folders above
     * @param file of the folder
     */
    static ComposeVariant of(String folder, Path directory, String file) throws IOException, InterruptedException {
        ContainerEngine engine = SemblanceImage.require();
        engine.requireNginx();
        Path copy = folder(directory, folder);
        copy(Path.of("deploy", folder), copy);
        readable(Files.writeString(copy.resolve("api-secret.txt"), Caller.SECRET + "\n"));
        return new ComposeVariant(ComposeProject.open(engine, copy, SemblanceImage.NAME + "-" + folder,
                Map.of("COMPOSE_FILE", file, "IMAGE", SemblanceImage.NAME, "PORT", "0")), copy);
    }

    /** Where the copy is. */
    static Path folder(Path directory, String folder) {
        return directory.resolve("deploy").resolve(folder);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    /** Lets the users of the containers read a file. */
    static void readable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    /** Creates and starts all containers. */
    void up() throws IOException, InterruptedException {
        project.call("up", "-d", "--no-build");
    }

    /** Runs a command of Compose. */
    String call(String... arguments) throws IOException, InterruptedException {
        return project.call(arguments);
    }

    /** Follows a block of a guide in the folder. */
    void follow(GuideBlock block) throws IOException, InterruptedException {
        block.run(copy, project.shellFunction());
    }

    /** Where a port of a service is published, such as {@code 127.0.0.1:41234}. */
    String published(String service, int port) throws IOException, InterruptedException {
        String address = project.call("port", service, Integer.toString(port)).strip();
        return "127.0.0.1" + address.substring(address.lastIndexOf(':'));
    }

    /** Waits until a path is answered with 200. */
    void awaitAnswer(Caller caller, String path) throws IOException, InterruptedException {
        try {
            Awaitility.await(path).atMost(PATIENCE).until(() -> answers(caller, path));
        } catch (ConditionTimeoutException late) {
            throw new AssertionError(path + " is not answered: " + project.call("logs", "--no-color"), late);
        }
    }

    private static boolean answers(Caller caller, String path) throws InterruptedException {
        try {
            return caller.get(path).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Creates an index. */
    static void create(Caller caller, String index) throws IOException, InterruptedException {
        HttpResponse<String> created = caller.post("/indexes", "{\"name\":\"" + index + "\"}");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    }

    /** At once: how the containers stop is not what is looked at. */
    @Override
    public void close() throws IOException {
        try {
            project.call("kill");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            project.close();
        }
    }
}
