package io.semblance.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Counts of what the harness did, such as kills and acknowledged writes. They go to {@code target/proof/*.properties}, a
 * file for each JVM; one name may stand in several lines and files, its counts are added up. {@code verify} empties the
 * directory at its start and prints the sums at its end.
 *
 * <p>Names are lower-case words joined by hyphens: what was done in the plural, as {@code kills}. What must not happen is
 * counted too, with zero where it did not, as {@code acknowledged-writes-lost}.
 */
public final class Tally {

    private static final Path DIRECTORY = Path.of("target", "proof");

    private Tally() {
    }

    /** Adds to a count. */
    public static synchronized void add(String name, long count) {
        if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("not the name of a count: " + name);
        }
        try {
            Files.createDirectories(DIRECTORY);
            Files.writeString(DIRECTORY.resolve("counts-" + ProcessHandle.current().pid() + ".properties"),
                    name + "=" + count + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
