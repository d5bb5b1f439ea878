package io.semblance.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Keeps this process from opening an environment twice: LMDB's locks do not, and fail if it does. Noted are the directory, and
 * what tells the file from others under whatever name, be it a link or the name that it was given while it stayed open.
 */
final class OpenFiles implements AutoCloseable {

    private static final Set<Object> OPEN = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final List<Object> noted = new ArrayList<>();

    private OpenFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * Notes a directory, and the file in it if it is there.
     *
     * @throws IllegalStateException if one of them is open already; nothing was noted then
     */
    static OpenFiles note(Path directory) {
        OpenFiles files = new OpenFiles(directory);
        try {
            files.add(directory);
            files.noteFile();
            return files;
        } catch (IllegalStateException open) {
            files.close();
            throw open;
        }
    }

    /** Notes the file, once it is there. */
    void noteFile() {
        Object key = key();
        if (key != null && !noted.contains(key)) {
            add(key);
        }
    }

    private void add(Object name) {
        if (!OPEN.add(name)) {
            throw new IllegalStateException("the record in " + directory + " is open already");
        }
        noted.add(name);
    }

    /** Null if there is no file yet, or the system tells files by their names alone. */
    private @Nullable Object key() {
        try {
            return Files.readAttributes(directory.resolve(RecordFile.NAME), BasicFileAttributes.class).fileKey();
        } catch (IOException none) {
            return null;
        }
    }

    @Override
    public void close() {
        noted.forEach(OPEN::remove);
        noted.clear();
    }
}
