package io.semblance.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The directories of the indexes. A directory appears and disappears by one rename: it is filled, and emptied, under a
 * name that no index can have, and what a kill leaves under such a name is removed at the next open.
 */
final class IndexDirectories {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,31}");
    private static final String CREATING = ".creating-";
    private static final String DELETED = ".deleted-";

    private final Path root;

    private IndexDirectories(Path root) {
        this.root = root;
    }

    /** Opens them inside a locked data directory, and removes leftovers. */
    static IndexDirectories open(Path dataDirectory) throws IOException {
        Path root = dataDirectory.resolve("indexes");
        if (!Files.exists(root)) {
            Files.createDirectory(root);
            Directories.sync(dataDirectory);
        }
        IndexDirectories indexes = new IndexDirectories(root);
        for (String leftover : indexes.children()) {
            if (leftover.startsWith(CREATING) || leftover.startsWith(DELETED)) {
                Directories.deleteTree(root.resolve(leftover));
            }
        }
        return indexes;
    }

    List<String> names() {
        try {
            return children().stream().filter(child -> NAME.matcher(child).matches()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the indexes in " + root + " cannot be listed", e);
        }
    }

    private List<String> children() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(root)) {
            children.forEach(child -> names.add(String.valueOf(child.getFileName())));
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

    synchronized Path create(String name, Consumer<Path> fill) {
        Path directory = directory(name);
        if (Files.exists(directory)) {
            throw new IllegalStateException("the index " + name + " exists");
        }
        Path filling = root.resolve(CREATING + name);
        try {
            Directories.deleteTree(filling);
            Files.createDirectory(filling);
            fillOrRemove(filling, fill);
            Directories.sync(filling);
            Directories.rename(filling, directory);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException("the index " + name + " cannot be created", e);
        }
    }

    private static void fillOrRemove(Path filling, Consumer<Path> fill) throws IOException {
        boolean filled = false;
        try {
            fill.accept(filling);
            filled = true;
        } finally {
            if (!filled) {
                Directories.deleteTree(filling);
            }
        }
    }

    synchronized void rename(String name, String newName) {
        Path directory = directory(name);
        Path renamed = directory(newName);
        if (Files.exists(renamed)) {
            throw new IllegalStateException("the index " + newName + " exists");
        }
        try {
            Directories.rename(directory, renamed);
        } catch (IOException e) {
            throw new UncheckedIOException("the index " + name + " cannot be renamed", e);
        }
    }

    synchronized boolean delete(String name) {
        Path directory = directory(name);
        if (!Files.exists(directory)) {
            return false;
        }
        Path deleted = root.resolve(DELETED + name + "-" + System.nanoTime());
        try {
            Directories.rename(directory, deleted);
            Directories.deleteTree(deleted);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("the index " + name + " cannot be deleted", e);
        }
    }
}
