package io.semblance.external;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program run to its end: its exit code and all it printed, both streams together.
 *
 * @param command what was run
 * @param exitCode how it ended
 * @param output what it printed
 */
public record ExternalProcess(List<String> command, int exitCode, String output) {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Runs a command in the working directory. */
    public static ExternalProcess run(String... command) throws IOException, InterruptedException {
        return run(Path.of("").toAbsolutePath(), Map.of(), List.of(command));
    }

    /** Runs a command in a directory, with variables added to the environment; kills it if it does not end. */
    public static ExternalProcess run(Path directory, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("external", ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            process.destroyForcibly().waitFor();
            String printed = Files.readString(output);
            assertThat(ended).as("%s does not end:%n%s", command, printed).isTrue();
            return new ExternalProcess(command, process.exitValue(), printed);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** What it printed; fails unless it ended well. */
    public String succeeded() {
        assertThat(exitCode).as("%s%n%s", command, output).isZero();
        return output;
    }
}
