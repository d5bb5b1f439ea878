package io.semblance.record;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.jspecify.annotations.Nullable;

/**
 * What can be said of a data directory without opening it, also while another process serves it.
 *
 * @param existing the directory, or the nearest one above it that exists
 * @param present whether the directory itself is there
 * @param fileSystem type of its file system
 * @param holder who holds it, as {@code pid host start-time address}; null if nobody does
 * @param indexes indexes in it
 * @param bytes size of their records
 */
public record DirectoryInspection(Path existing, boolean present, String fileSystem, @Nullable String holder,
        int indexes, long bytes) {

    /**
     * Looks at a directory; changes nothing in it.
     *
     * @throws DataDirectoryException if a start would be refused over it, unless it is merely held
     */
    public static DirectoryInspection of(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            Path above = nearest(directory);
            return new DirectoryInspection(above, false, Files.getFileStore(above).type(), null, 0, 0);
        }
        Path path = DirectoryChecks.existing(directory);
        String fileSystem = Files.getFileStore(path).type();
        RestoreMark.requireAbsent(path);
        DirectoryChecks.notOfIsccSearch(path);
        DirectoryChecks.localFileSystem(path, fileSystem);
        DirectoryChecks.knownFormat(path);
        String holder = holder(path);
        int indexes = 0;
        long bytes = 0;
        Path root = path.resolve("indexes");
        if (Files.isDirectory(root)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(root)) {
                for (Path child : children) {
                    Path file = child.resolve(RecordFile.NAME);
                    if (Files.exists(file)) {
                        indexes++;
                        bytes += Files.size(file);
                    }
                }
            }
        }
        return new DirectoryInspection(path, true, fileSystem, holder, indexes,
                bytes);
    }

    /** Who holds a directory, given by its real path; null if nobody does. */
    static @Nullable String holder(Path path) throws IOException {
        String here = DirectoryLock.heldHere(path);
        return here == null ? otherHolder(path) : here;
    }

    /** The directory, or the nearest one above it that exists. */
    public static Path nearest(Path directory) {
        Path above = directory.toAbsolutePath().normalize();
        while (!Files.exists(above) && above.getParent() != null) {
            above = above.getParent();
        }
        return above;
    }

    /** Tries a shared lock for an instant; only called where this process does not hold the directory. */
    private static @Nullable String otherHolder(Path directory) throws IOException {
        Path file = directory.resolve(DirectoryLock.FILE);
        if (!Files.exists(file)) {
            return null;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null ? SmallFile.text(file, StandardCharsets.UTF_8).strip() : null;
        }
    }
}
