package io.semblance.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Keeps what a failed test worked on, since JUnit deletes a temporary directory at its end: a copy under
 * {@code target/proof/failed/}, which the failure names.
 */
public final class Artefacts {

    private static final Path DIRECTORY = Path.of("target", "proof", "failed");

    private Artefacts() {
    }

    /**
     * Copies a directory (data, histories, logs) and returns the failure to throw.
     *
     * @param test name of the test
     * @param seed from which it can be run again
     * @param when in the test's own words, such as the cycle
     */
    public static AssertionError kept(String test, long seed, String when, Path directory, Throwable failure) {
        Path kept = DIRECTORY.resolve(test + "-" + seed);
        String where = "what it worked on is kept in " + kept.toAbsolutePath();
        try {
            copy(directory, kept);
            Files.writeString(kept.resolve("seed.txt"), test + ", seed " + seed + ", " + when + "\n" + failure + "\n");
        } catch (IOException | UncheckedIOException uncopied) {
            where = "what it worked on could not be kept (" + uncopied + ")";
        }
        return new AssertionError(test + ", seed " + seed + ", " + when + "; " + where + ": " + failure.getMessage(),
                failure);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
