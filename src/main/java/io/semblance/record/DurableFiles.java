package io.semblance.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files beside the record that survive a power cut whole or not at all: what is derived from it, and copies of it. */
public final class DurableFiles {

    private DurableFiles() {
    }

    /** Creates a directory and those above it that are missing. */
    public static void createDirectory(Path directory) {
        try {
            Directories.create(directory.toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException("the directory " + directory + " cannot be created", e);
        }
    }

    /** Makes the temporary file durable and gives it the name of the target, in whose place it comes. */
    public static void replace(Path temporary, Path target) throws IOException {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path directory = target.toAbsolutePath().getParent();
        if (directory != null) {
            Directories.sync(directory);
        }
    }
}
