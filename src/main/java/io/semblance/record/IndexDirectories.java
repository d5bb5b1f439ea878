package io.semblance.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directories of the indexes. A directory appears and disappears by one rename: it is filled, and emptied, under a
 * name that no index can have, and what a kill leaves under such a name is removed at the next open. Changes of different
 * names may go on at once, and filling one can take long; who calls sees to it that those of one name do not.
 */
final class IndexDirectories {

    private static final Logger LOG = LoggerFactory.getLogger(IndexDirectories.class);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,31}");
    private static final String CREATING = ".creating-";
    private static final String DELETED = ".deleted-";

    private final Path root;

    private IndexDirectories(Path root) {
        this.root = root;
    }

    /** Opens them inside a locked data directory; removes what is left of a cut, and sets aside what is no index. */
    static IndexDirectories open(Path dataDirectory, Quarantine quarantine) throws IOException {
        Path root = dataDirectory.resolve("indexes");
        if (Files.exists(root) && !Files.isDirectory(root)) {
            setAside(quarantine, root);
        }
        if (!Files.exists(root)) {
            Files.createDirectory(root);
            Directories.sync(dataDirectory);
        }
        IndexDirectories indexes = new IndexDirectories(root);
        for (String child : indexes.children()) {
            Path path = root.resolve(child);
            if (isLeftover(child)) {
                removeOrLeave(path);
            } else if (!isIndex(path)) {
                setAside(quarantine, path);
            }
        }
        syncNames(dataDirectory, root);
        return indexes;
    }

    /**
     * Whoever was killed may have left names that were changed and not synced. What is served under them from now on must not
     * come under others, or be gone, after a power cut.
     */
    private static void syncNames(Path dataDirectory, Path root) throws IOException {
        try {
            Directories.sync(dataDirectory);
            Directories.sync(root);
        } catch (IOException unsynced) {
            if (!NoRoom.isMeant(unsynced)) {
                throw unsynced;
            }
            LOG.warn("There is no room to sync the names in {}: {}", root, unsynced.toString());
        }
    }

    static boolean isLeftover(String child) {
        return child.startsWith(CREATING) || child.startsWith(DELETED);
    }

    /** A link to another disk counts also while that disk is not there. */
    static boolean isIndex(Path child) {
        return (Files.isDirectory(child) || Files.isSymbolicLink(child))
                && NAME.matcher(String.valueOf(child.getFileName())).matches();
    }

    /** A leftover holds nothing that was acknowledged, so it keeps no start from going on. */
    private static void removeOrLeave(Path leftover) {
        try {
            Directories.deleteTree(leftover);
        } catch (IOException stays) {
            LOG.warn("The leftover {} cannot be removed", leftover, stays);
        }
    }

    private static void setAside(Quarantine quarantine, Path stray) {
        String name = String.valueOf(stray.getFileName());
        try {
            if (Files.exists(stray.resolve(RecordFile.NAME))) {
                quarantine.take(QuarantineEntry.Kind.STRAY, name, stray, name,
                        "It lay where the indexes are, has a record, and has a name that no index can have.",
                        "If it is a copy that somebody made, keep it outside of the data directory. To serve it, move it "
                                + "back under a name of lower-case letters and digits that is free, and restart.");
            } else {
                quarantine.take(QuarantineEntry.Kind.STRAY, name, stray, name,
                        "It lay where the indexes are, and is none.",
                        "Look what it is and who put it there, then delete it.");
            }
        } catch (UncheckedIOException stays) {
            LOG.warn("The stray {} cannot be set aside", stray, stays);
        }
    }

    List<String> names() {
        try {
            return children().stream().filter(child -> isIndex(root.resolve(child))).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the indexes in " + root + " cannot be listed", e);
        }
    }

    private List<String> children() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(root)) {
            children.forEach(child -> names.add(String.valueOf(child.getFileName())));
        } catch (DirectoryIteratorException broken) {
            throw broken.getCause();
        }
        return names;
    }

    Path directory(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("an index name is a lower-case letter followed by up to 31 lower-case"
                    + " letters and digits");
        }
        return root.resolve(name);
    }

    /** A link counts also while the disk is not there that it leads to. */
    private static boolean isThere(Path directory) {
        return Files.exists(directory, LinkOption.NOFOLLOW_LINKS);
    }

    Path create(String name, Consumer<Path> fill) {
        Path directory = directory(name);
        if (isThere(directory)) {
            throw new IllegalStateException("the index " + name + " exists");
        }
        Path filling = root.resolve(CREATING + name);
        try {
            Directories.deleteTree(filling);
            Files.createDirectory(filling);
            fillOrRemove(filling, fill);
            Directories.sync(filling);
            renameOrRemove(filling, directory);
            return directory;
        } catch (IOException e) {
            throw NoRoom.orUnchecked("the index " + name + " cannot be created", e);
        }
    }

    /** A name that may not be on disk must not be in use either: the index could be gone after a power cut. */
    private void renameOrRemove(Path filling, Path directory) throws IOException {
        boolean renamed = false;
        boolean synced = false;
        try {
            Files.move(filling, directory, StandardCopyOption.ATOMIC_MOVE);
            renamed = true;
            Directories.sync(root);
            synced = true;
        } finally {
            if (!synced) {
                // What somebody else put there meanwhile is not ours to remove.
                removeQuietly(renamed ? withoutItsName(directory, filling) : filling);
            }
        }
    }

    /** Frees the name even where a folder cannot be opened to be emptied; the next creation removes what is left. */
    private static Path withoutItsName(Path directory, Path filling) {
        try {
            return Files.move(directory, filling, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException stays) {
            return directory;
        }
    }

    /** Somebody is being told of a failure already. */
    private static void removeQuietly(Path directory) {
        try {
            Directories.deleteTree(directory);
        } catch (IOException stays) {
            LOG.warn("{} cannot be removed: {}", directory, stays.toString());
        }
    }

    private static void fillOrRemove(Path filling, Consumer<Path> fill) throws IOException {
        boolean filled = false;
        try {
            fill.accept(filling);
            filled = true;
        } finally {
            if (!filled) {
                removeQuietly(filling);
            }
        }
    }

    void rename(String name, String newName) {
        Path directory = directory(name);
        Path renamed = directory(newName);
        if (isThere(renamed)) {
            throw new IllegalStateException("the index " + newName + " exists");
        }
        try {
            Directories.rename(directory, renamed);
        } catch (IOException e) {
            throw new UncheckedIOException("the index " + name + " cannot be renamed", e);
        }
    }

    boolean delete(String name) {
        Path directory = directory(name);
        if (!isThere(directory)) {
            return false;
        }
        Path deleted = root.resolve(DELETED + name + "-" + System.nanoTime());
        try {
            Directories.rename(directory, deleted);
            // It is gone; what is left of it under that name the next open removes.
            removeQuietly(deleted);
            return true;
        } catch (IOException e) {
            throw NoRoom.orUnchecked("the index " + name + " cannot be deleted", e);
        }
    }
}
