package io.semblance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with a Java of our own making, which prints its arguments. */
class LauncherTest {

    @TempDir
    Path directory;

    /** How a run ended and what it said, both streams together. */
    private record Run(int exit, String output) {
    }

    @BeforeEach
    void install() throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "skipped: there is no /bin/sh");
        Files.createDirectories(directory.resolve("app/bin"));
        Files.createDirectories(directory.resolve("app/target"));
        Files.copy(Path.of("bin/semblance"), directory.resolve("app/bin/semblance"),
                StandardCopyOption.COPY_ATTRIBUTES);
    }

    @Test
    void serveStartsTheJarWithFlagsAndArguments() throws Exception {
        Path jar = Files.createFile(directory.resolve("app/target/semblance-1.0.jar"));
        Run run = run(Map.of("JAVA_HOME", java("25.0.3").toString(), "SEMBLANCE_JAVA_OPTS", "-Xmx1g -Da=b"), "serve",
                "--semblance.port=1", "--semblance.cors-origins=a b");
        assertThat(run.exit).isEqualTo(7);
        assertThat(run.output.lines()).contains("--add-modules=jdk.incubator.vector", "-Xmx1g", "-Da=b", "-jar",
                "--semblance.port=1", "--semblance.cors-origins=a b");
        assertThat(run.output.lines().filter(line -> line.endsWith(".jar")).map(line -> Path.of(line).normalize()))
                .containsExactly(jar);
    }

    @Test
    void newestJarWinsAndSourcesOfOthersDoNotCount() throws Exception {
        Files.createFile(directory.resolve("app/target/semblance-1.0.jar"));
        Files.createFile(directory.resolve("app/target/semblance-1.0.jar.original"));
        Path newer = Files.createFile(directory.resolve("app/target/semblance-1.1.jar"));
        Files.setLastModifiedTime(newer, FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(run(Map.of("JAVA_HOME", java("25").toString()), "serve").output).contains("semblance-1.1.jar")
                .doesNotContain("semblance-1.0.jar");
    }

    @Test
    void jarBesideTheLauncherIsFound() throws Exception {
        Files.createFile(directory.resolve("app/bin/semblance.jar"));
        assertThat(run(Map.of("JAVA_HOME", java("25.0.1").toString()), "serve").output).contains("semblance.jar");
    }

    @Test
    void jarIsFoundThroughSymbolicLinks() throws Exception {
        Path jar = Files.createFile(directory.resolve("app/target/semblance-1.0.jar"));
        Path links = Files.createDirectories(directory.resolve("usr/bin"));
        Files.createSymbolicLink(links.resolve("absolute"), directory.resolve("app/bin/semblance"));
        Files.createSymbolicLink(links.resolve("relative"), Path.of("../../app/bin/semblance"));
        Files.createSymbolicLink(links.resolve("twice"), Path.of("relative"));
        for (String link : List.of("absolute", "relative", "twice")) {
            Run run = run(links.resolve(link), Map.of("JAVA_HOME", java("25").toString()), "serve");
            assertThat(run.exit).describedAs(run.output).isEqualTo(7);
            assertThat(run.output.lines().filter(line -> line.endsWith(".jar"))).hasSize(1)
                    .allMatch(line -> isSame(Path.of(line), jar));
        }
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void javaOfSdkmanIsFound() throws Exception {
        Assumptions.assumeTrue(
                run(Map.of("PATH", "/usr/bin:/bin", "SDKMAN_DIR", "/nowhere"), "serve").output
                        .contains("No JDK 25 was found"),
                "skipped: this machine has a JDK 25 in another usual place, which comes first");
        Files.createFile(directory.resolve("app/target/semblance-1.0.jar"));
        Path candidates = Files.createDirectories(directory.resolve("home/.sdkman/candidates/java"));
        Files.createSymbolicLink(candidates.resolve("25.0.3-tem"), java("25.0.3"));
        Run run = run(Map.of("PATH", "/usr/bin:/bin", "HOME", directory.resolve("home").toString()), "serve");
        assertThat(run.exit).describedAs(run.output).isEqualTo(7);
    }

    @Test
    void missingJarNamesTheBuildCommand() throws Exception {
        Run run = run(Map.of("JAVA_HOME", java("25.0.3").toString()), "serve");
        assertThat(run.exit).isEqualTo(1);
        assertThat(run.output).contains("./mvnw package -DskipTests");
    }

    @Test
    void olderJavaIsPassedOver() throws Exception {
        Files.createFile(directory.resolve("app/target/semblance-1.0.jar"));
        Path old = java("17.0.9");
        Path right = java("25.0.3");
        Run run = run(Map.of("JAVA_HOME", old.toString(), "PATH", right.resolve("bin") + ":/usr/bin:/bin"), "serve");
        assertThat(run.exit).isEqualTo(7);
        assertThat(run.output).contains("version 25.0.3");
    }

    @Test
    void everyCommandIsPassedOn() throws Exception {
        Files.createFile(directory.resolve("app/target/semblance-1.0.jar"));
        Run run = run(Map.of("JAVA_HOME", java("25").toString()), "doctor", "--json");
        assertThat(run.exit).isEqualTo(7);
        assertThat(run.output.lines().toList()).endsWith("doctor", "--json");
        assertThat(run(Map.of("JAVA_HOME", java("25").toString()), "--help").output.lines().toList())
                .endsWith("--help");
    }

    @Test
    void helpWorksWithoutAJarAndNoCommandIsAMistake() throws Exception {
        assertThat(run(Map.of(), "--help")).matches(run -> run.exit == 0 && run.output.startsWith("Usage:"));
        assertThat(run(Map.of())).matches(run -> run.exit == 2 && run.output.startsWith("Usage:"));
    }

    /** A directory with a {@code bin/java} of that version; it prints its arguments, one a line, and exits with 7. */
    private Path java(String version) throws IOException {
        Path home = directory.resolve("jdk-" + version);
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                if [ "$1" = "-version" ]; then
                    echo 'openjdk version "VERSION" 2025-04-15' >&2
                    exit 0
                fi
                echo "version VERSION"
                for argument in "$@"; do echo "$argument"; done
                exit 7
                """.replace("VERSION", version));
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return home;
    }

    private Run run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        return run(directory.resolve("app/bin/semblance"), environment, arguments);
    }

    private static Run run(Path script, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("SEMBLANCE_") || name.equals("JAVA_HOME"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }
}
