package io.semblance.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * The directory that holds all records of one process, locked for as long as it is open. Opening it checks, before
 * anything is written, what would lose or mix up data later: that no restore into it was cut, that it is not another
 * program's, that its format is known, that its file system is a local one and takes writes, and that no other process
 * holds it.
 *
 * <p>
 * Files in it must be read through this package only: with POSIX locks, closing any other channel to the lock file (or to
 * LMDB's) inside the same process gives the lock up.
 */
public final class DataDirectory implements AutoCloseable {

    private final Path path;
    private final String fileSystem;
    private final DirectoryLock lock;
    private final IndexDirectories indexes;
    private final Quarantine quarantine;

    private DataDirectory(Path path, String fileSystem, DirectoryLock lock, IndexDirectories indexes,
            Quarantine quarantine) {
        this.path = path;
        this.fileSystem = fileSystem;
        this.lock = lock;
        this.indexes = indexes;
        this.quarantine = quarantine;
    }

    /**
     * Opens the directory, creating it if it is missing, and locks it.
     *
     * @throws DataDirectoryException if it cannot or must not be used, in two sentences
     */
    public static DataDirectory open(Path directory) {
        return open(directory, path -> Files.getFileStore(path).type());
    }

    static DataDirectory open(Path directory, FileSystemType type) {
        try {
            Path path = DirectoryChecks.existing(directory);
            RestoreMark.requireAbsent(path);
            DirectoryChecks.notOfIsccSearch(path);
            String fileSystem = type.of(path);
            DirectoryChecks.localFileSystem(path, fileSystem);
            DirectoryChecks.writable(path);
            DirectoryLock lock = DirectoryLock.acquire(path);
            try {
                // It may have begun in between, and saw that nobody held the directory.
                RestoreMark.requireAbsent(path);
                Quarantine quarantine = Quarantine.open(path);
                DirectoryMarks.heal(path, quarantine);
                DirectoryChecks.format(path);
                return new DataDirectory(path, fileSystem, lock, IndexDirectories.open(path, quarantine), quarantine);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new DataDirectoryException("The data directory " + directory + " cannot be used: " + e + ".",
                    "Check the path, its permissions and the disk.", e);
        }
    }

    /** How the type of a path's file system is found out. */
    interface FileSystemType {
        String of(Path path) throws IOException;
    }

    /** Its real path. */
    public Path path() {
        return path;
    }

    /** The type of its file system as the operating system names it, such as {@code ext4}. */
    public String fileSystem() {
        return fileSystem;
    }

    /** Adds the address at which the process serves to what a refused second process is told. */
    public void announceAddress(String address) {
        lock.announce(address);
    }

    /**
     * Marks the directory as one that this backend lays out, for good.
     *
     * @throws DataDirectoryException if another one has marked it
     */
    public void claim(String backend) {
        OwnerMark.claim(path, backend);
    }

    /** What was set aside. */
    public Quarantine quarantine() {
        return quarantine;
    }

    /** Names of the indexes that exist, in alphabetical order. */
    public List<String> indexes() {
        return indexes.names();
    }

    /**
     * The directory of an index, which may not exist.
     *
     * @throws IllegalArgumentException if the name is not a lower-case letter followed by up to 31 lower-case letters and
     *         digits
     */
    public Path indexDirectory(String name) {
        return indexes.directory(name);
    }

    /**
     * Creates the directory of an index, whole or not at all whenever the process is killed.
     *
     * @param fill puts into the given directory what the index must have from its first moment on, and closes it again
     * @return the directory under its final name
     * @throws IllegalStateException if the index exists
     * @throws java.io.UncheckedIOException if the disk fails
     */
    public Path createIndex(String name, Consumer<Path> fill) {
        return indexes.create(name, fill);
    }

    /**
     * Renames the directory of an index, in one step whenever the process is killed; its record must be closed.
     *
     * @throws IllegalStateException if there is an index of the new name
     * @throws java.io.UncheckedIOException if the disk fails, or there is none of the old name
     */
    public void renameIndex(String name, String newName) {
        indexes.rename(name, newName);
    }

    /**
     * Deletes the directory of an index, whole or not at all whenever the process is killed; its record must be closed.
     *
     * @return false if there is none
     * @throws java.io.UncheckedIOException if the disk fails
     */
    public boolean deleteIndex(String name) {
        return indexes.delete(name);
    }

    /** Gives the lock up; the records in it must be closed. */
    @Override
    public void close() {
        lock.close();
    }
}
