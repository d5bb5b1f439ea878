package io.semblance.record;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A data directory that is looked at and not served. While it is open it is locked, so that no service starts on it meanwhile;
 * where it cannot be locked (another process holds it, or it is mounted read-only) that is told, and nothing is changed.
 */
public final class OfflineDirectory implements AutoCloseable {

    private static final Set<String> OWN = Set.of("indexes", "quarantine", "lost+found", DirectoryChecks.FORMAT_FILE,
            OwnerMark.FILE, DirectoryMarks.FILE, DirectoryLock.FILE, StopNote.FILE, RestoreMark.FILE);
    private static final String TEMPORARY = ".tmp";

    private final Path path;
    private final @Nullable DirectoryLock lock;
    private final @Nullable String holder;

    private OfflineDirectory(Path path, @Nullable DirectoryLock lock, @Nullable String holder) {
        this.path = path;
        this.lock = lock;
        this.holder = holder;
    }

    /**
     * Opens an existing directory.
     *
     * @throws DataDirectoryException if it is no data directory
     */
    public static OfflineDirectory open(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new DataDirectoryException("There is no directory " + directory + ".",
                    "Name the data directory: the one that holds the folder indexes.", null);
        }
        Path path = directory.toRealPath();
        if (!RestoreMark.isIn(path) && !Files.exists(path.resolve("indexes"))
                && !Files.exists(path.resolve(DirectoryChecks.FORMAT_FILE))) {
            throw new DataDirectoryException("The directory " + directory + " is not one of Semblance.",
                    "Name the data directory: the one that holds the folder indexes.", null);
        }
        String holder = DirectoryInspection.holder(path);
        if (holder != null || !Files.isWritable(path)) {
            return new OfflineDirectory(path, null, holder);
        }
        return new OfflineDirectory(path, DirectoryLock.acquire(path), null);
    }

    /** Its real path. */
    public Path path() {
        return path;
    }

    /** Who holds it, as {@code pid host start-time address}; null if nobody does. */
    public @Nullable String holder() {
        return holder;
    }

    /** Whether it is held by this object, so that its files may be repaired. */
    public boolean isLocked() {
        return lock != null;
    }

    /** The refusal that a start on it meets, if a restore into it was cut or still runs; else null. */
    public @Nullable DataDirectoryException unfinishedRestore() {
        return RestoreMark.isIn(path) ? RestoreMark.refusal(path, null) : null;
    }

    /** Names of the indexes, in their order. */
    public List<String> indexes() throws IOException {
        return children().stream().filter(name -> IndexDirectories.isIndex(path.resolve("indexes").resolve(name)))
                .toList();
    }

    /** The directory of an index. */
    public Path index(String name) {
        return path.resolve("indexes").resolve(name);
    }

    /** What a kill left of creating or deleting an index: nothing that was acknowledged. */
    public List<Path> leftovers() throws IOException {
        return children().stream().filter(IndexDirectories::isLeftover).map(this::index).toList();
    }

    /** What lies where the indexes are, and is none. */
    public List<Path> strays() throws IOException {
        return children().stream().map(this::index)
                .filter(child -> !IndexDirectories.isLeftover(String.valueOf(child.getFileName()))
                        && !IndexDirectories.isIndex(child))
                .toList();
    }

    /** What a kill left beside the indexes of a mark that was being written, or of a probe of the disk. */
    public List<Path> temporaries() throws IOException {
        return beside().stream().filter(OfflineDirectory::isTemporary).toList();
    }

    /** What lies beside the indexes and is none of the service's, which leaves it alone. */
    public List<Path> others() throws IOException {
        return beside().stream()
                .filter(child -> !isTemporary(child) && !OWN.contains(String.valueOf(child.getFileName()))).toList();
    }

    private static boolean isTemporary(Path child) {
        String name = String.valueOf(child.getFileName());
        return name.startsWith(".probe-")
                || (name.endsWith(TEMPORARY) && OWN.contains(name.substring(0, name.length() - TEMPORARY.length())));
    }

    private List<Path> beside() throws IOException {
        try (Stream<Path> children = Files.list(path)) {
            return children.sorted().toList();
        }
    }

    private List<String> children() throws IOException {
        List<String> names = new ArrayList<>();
        Path root = path.resolve("indexes");
        if (Files.isDirectory(root)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(root)) {
                children.forEach(child -> names.add(String.valueOf(child.getFileName())));
            }
        }
        names.sort(null);
        return names;
    }

    /** What is wrong with the marks of the directory; a start heals what it can of it. */
    public List<String> markFaults() throws IOException {
        List<String> faults = new ArrayList<>();
        try {
            DirectoryChecks.knownFormat(path);
        } catch (DataDirectoryException other) {
            faults.add(other.problem());
        }
        DirectoryMarks copy = DirectoryMarks.read(path);
        if (copy != null) {
            faults.addAll(copy.contradictions(path));
        } else if (Files.exists(path.resolve(DirectoryMarks.FILE))) {
            faults.add("The file " + DirectoryMarks.FILE + " is damaged.");
        }
        return faults;
    }

    /**
     * Checks the record of an index as a start does.
     *
     * @throws RecordDamagedException if it is damaged, missing, or not the one that belongs there
     * @throws RecordFormatException if a newer version wrote it
     * @throws IOException if it cannot be read
     */
    public RecordCheck.Found check(String index) throws IOException {
        Path directory = index(index);
        RecordFile.requirePresent(directory);
        RecordCheck.Found found = RecordCheck.of(directory);
        try {
            RecordMark mark = RecordMark.read(directory);
            if (mark != null) {
                mark.require(directory, found);
            }
        } catch (RecordMark.UnreadableMarkException unreadable) {
            return found;
        }
        return found;
    }

    /** The mark beside a record, if it cannot be read; else null. */
    public @Nullable Path unreadableMark(String index) throws IOException {
        try {
            RecordMark.read(index(index));
            return null;
        } catch (RecordMark.UnreadableMarkException unreadable) {
            return index(index).resolve(RecordMark.FILE);
        }
    }

    @Override
    public void close() {
        if (lock != null) {
            lock.close();
        }
    }
}
