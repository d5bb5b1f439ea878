package io.semblance.record;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Directories and files that appear and disappear by one rename and survive a power cut, for what is kept outside of a record. */
public final class DurableTrees {

    private DurableTrees() {
    }

    /** Creates a directory and those above it that are missing. */
    public static void create(Path directory) throws IOException {
        Directories.create(directory.toAbsolutePath());
    }

    /** Syncs every file of a tree and every directory. */
    public static void sync(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Directories.sync(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Makes the names in a directory durable, whoever gave them. */
    public static void syncNames(Path directory) throws IOException {
        Directories.sync(directory);
    }

    /** Renames within one parent; the target must not exist. */
    public static void rename(Path from, Path to) throws IOException {
        Directories.rename(from, to);
    }

    /** Writes a file whole or not at all. */
    public static void writeFile(Path file, String text) throws IOException {
        Directories.writeFile(file, text);
    }

    /** Makes a file durable and gives it the name of another beside it, in whose place it comes. */
    public static void replace(Path temporary, Path target) throws IOException {
        Directories.replace(temporary, target);
    }

    /** Removes a directory and all in it; symbolic links are removed and not followed. */
    public static void delete(Path tree) throws IOException {
        Directories.deleteTree(tree);
    }
}
