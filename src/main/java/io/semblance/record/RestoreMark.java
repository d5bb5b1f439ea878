package io.semblance.record;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The mark {@code RESTORING} of a data directory that is being made from a snapshot. Each index in it appears by one rename,
 * but a kill between two of them, or among the changes that are replayed onto them, leaves a directory that has everything a
 * whole one has, and only less data. So the mark is on disk before the first byte and goes after the last, and nothing
 * opens a directory that has it but the process that put it there, for as long as it holds it.
 */
public final class RestoreMark implements AutoCloseable {

    static final String FILE = "RESTORING";

    /** Directories, by their real paths, of which this process holds the mark. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private boolean complete;

    private RestoreMark(Path directory) {
        this.directory = directory;
    }

    /**
     * Puts the mark into a directory that is missing, and is created, or empty.
     *
     * @throws DataDirectoryException if it is not empty, or another process holds it
     */
    public static RestoreMark put(Path into) throws IOException {
        Path directory = DirectoryChecks.existing(into);
        requireAbsent(directory);
        requireEmpty(directory);
        FileChannel channel = create(directory);
        HELD.add(directory);
        try {
            try (channel) {
                channel.write(StandardCharsets.US_ASCII.encode("A restore into this directory has not ended.\n"));
                channel.force(true);
            }
            Directories.sync(directory);
            // A service that looked for the mark before it was there has locked the directory, and fills it.
            DirectoryLock.acquire(directory).close();
            requireEmpty(directory);
        } catch (IOException | RuntimeException notOurs) {
            HELD.remove(directory);
            removeFile(directory);
            throw notOurs;
        }
        return new RestoreMark(directory);
    }

    /** Of two restores that begin at once, one has the directory. */
    private static FileChannel create(Path directory) throws IOException {
        try {
            return FileChannel.open(directory.resolve(FILE), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException raced) {
            throw refusal(directory, raced);
        }
    }

    private static void requireEmpty(Path directory) throws IOException {
        if (children(directory).stream().map(Path::getFileName).map(String::valueOf)
                .anyMatch(name -> !name.equals(FILE) && !name.equals(DirectoryLock.FILE))) {
            throw new DataDirectoryException("The directory " + directory + " is not empty.",
                    "Nothing is ever restored over data. Give an empty one.", null);
        }
    }

    private static List<Path> children(Path directory) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            children.forEach(found::add);
        }
        return found;
    }

    /**
     * Refuses a directory into which a restore began and did not end, unless it is one of this process.
     *
     * @param directory its real path
     * @throws DataDirectoryException in two sentences
     */
    static void requireAbsent(Path directory) {
        if (isIn(directory) && !HELD.contains(directory)) {
            throw refusal(directory, null);
        }
    }

    /**
     * The same of any path, which need not exist.
     *
     * @throws IOException if it cannot be found out
     */
    public static void requireNoneIn(Path directory) throws IOException {
        if (isIn(directory)) {
            requireAbsent(directory.toRealPath());
        }
    }

    static boolean isIn(Path directory) {
        return Files.exists(directory.resolve(FILE), LinkOption.NOFOLLOW_LINKS);
    }

    static DataDirectoryException refusal(Path directory, @Nullable Throwable cause) {
        return new DataDirectoryException(
                "A restore into the directory " + directory + " has begun and has not ended (its mark " + FILE
                        + " is there), so indexes or changes may be missing in it.",
                "Wait if the restore still runs. Else delete the directory, or all that is in it, and restore again.",
                cause);
    }

    /** Removes the mark: what was restored is whole, and on disk. */
    public void complete() throws IOException {
        Directories.sync(directory);
        removeFile(directory);
        complete = true;
    }

    /** Unless it is complete, empties the directory again; should that be cut too, the mark goes last. */
    @Override
    public void close() throws IOException {
        try {
            if (!complete) {
                for (Path child : children(directory)) {
                    if (!child.endsWith(FILE)) {
                        Directories.deleteTree(child);
                    }
                }
                removeFile(directory);
            }
        } finally {
            HELD.remove(directory);
        }
    }

    private static void removeFile(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(FILE));
        Directories.sync(directory);
    }
}
