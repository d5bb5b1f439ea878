package io.semblance.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;

/**
 * Keeps what a failed test worked on, since JUnit deletes a temporary directory at its end: a copy under
 * {@code target/proof/failed/}, which the failure names.
 */
public final class Artefacts {

    private static final Path DIRECTORY = Path.of("target", "proof", "failed");
    private static final String KEPT = "what it worked on is kept in ";
    private static final long MOST_BYTES = 500L << 20;

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
        String what = test + ", seed " + seed + ", " + when;
        return new AssertionError(what + "; " + keep(test + "-" + seed, directory, what + "\n" + failure) + ": "
                + failure.getMessage(), failure);
    }

    /**
     * Copies a directory and says where to.
     *
     * @param name of the copy
     * @param note what a file beside it says
     */
    static String keep(String name, Path directory, String note) {
        Path kept = DIRECTORY.resolve(name);
        try {
            if (bytes(directory) > MOST_BYTES) {
                return "what it worked on is too large to be kept";
            }
            copy(directory, kept);
            Files.writeString(kept.resolve("failure.txt"), note + "\n");
            return KEPT + kept.toAbsolutePath();
        } catch (IOException | UncheckedIOException uncopied) {
            return "what it worked on could not be kept (" + uncopied + ")";
        }
    }

    /** Whether a failure says already where that is. */
    static boolean isTold(Throwable failure) {
        return String.valueOf(failure.getMessage()).contains(KEPT);
    }

    private static long bytes(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .mapToLong(file -> file.toFile().length()).sum();
        }
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
                if (attributes.isRegularFile()) {
                    Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
