package io.semblance.external;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Assumptions;

/**
 * A program that a test runs, with the words that say how to get it. It is looked for on {@code PATH}, where
 * administrators' programs are, and among the programs of {@code src/test/npm}.
 *
 * @param program its name, such as {@code promtool}
 * @param source where it comes from, such as {@code "the Debian package prometheus"}
 */
public record ExternalTool(String program, String source) {

    /** Folder of {@code package.json}, into which {@code .ci/install} installs what npm brings. */
    public static final Path NPM = Path.of("src", "test", "npm").toAbsolutePath();

    /** A program of a Debian package. */
    public static ExternalTool debian(String program, String debianPackage) {
        return new ExternalTool(program, "the Debian package " + debianPackage);
    }

    /** A program of a package of {@code src/test/npm}. */
    public static ExternalTool npm(String program) {
        return new ExternalTool(program, "npm ci --prefix src/test/npm");
    }

    /** Its path, if it is installed. */
    public Optional<Path> find() {
        List<Path> folders = new ArrayList<>(
                Arrays.stream(System.getenv("PATH").split(":", -1)).map(Path::of).toList());
        folders.add(Path.of("/usr/sbin"));
        folders.add(Path.of("/sbin"));
        folders.add(NPM.resolve(Path.of("node_modules", ".bin")));
        return folders.stream().map(folder -> folder.resolve(program)).filter(Files::isExecutable).findFirst();
    }

    /** Its path; skips the test that asks where it is not installed. */
    public Path require() {
        Optional<Path> found = find();
        Assumptions.assumeTrue(found.isPresent(),
                () -> "skipped: needs " + program + " (" + source + "; .ci/install installs it)");
        return found.orElseThrow();
    }
}
