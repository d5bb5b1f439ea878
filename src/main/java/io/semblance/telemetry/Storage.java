package io.semblance.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import io.semblance.asset.backend.IndexUri;

/**
 * Where the data is, in the words of operators.
 *
 * @param backend {@code usearch}, {@code lmdb} or {@code memory}
 * @param directory data directory; {@code none} in memory
 * @param fileSystem type of its file system as the operating system names it; {@code none} in memory
 * @param durability what an acknowledged write is worth
 */
public record Storage(String backend, String directory, String fileSystem, String durability) {

    private static final String NONE = "none";

    /** Of a backend that is open. */
    public static Storage of(IndexUri uri) {
        String backend = uri.scheme().name().toLowerCase(Locale.ROOT);
        Path directory = uri.directory();
        if (directory == null) {
            return new Storage(backend, NONE, NONE, "none, everything is gone when the process ends");
        }
        return new Storage(backend, directory.toString(), fileSystem(directory),
                "every acknowledged write is synced to disk");
    }

    /** One line for the log. */
    public String line() {
        return directory.equals(NONE)
                ? "Data in memory only, and gone when the process ends"
                : "Data directory " + directory + " (" + backend + ", file system " + fileSystem + "); " + durability;
    }

    private static String fileSystem(Path directory) {
        try {
            return Files.getFileStore(directory).type();
        } catch (IOException unknown) {
            return "unknown";
        }
    }
}
