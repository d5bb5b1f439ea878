package io.semblance.doctor;

import io.semblance.record.DataDirectoryException;
import io.semblance.record.DirectoryInspection;

import java.io.IOException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/** One look into the data directory, taken when it is first asked for and shared by all checks of a run. */
final class DirectoryLook {

    private final Path directory;
    private @Nullable DirectoryInspection seen;
    private @Nullable DataDirectoryException refused;

    DirectoryLook(Path directory) {
        this.directory = directory;
    }

    /** Where. */
    Path directory() {
        return directory;
    }

    /**
     * What was seen.
     *
     * @throws DataDirectoryException if a start would be refused over it, unless it is merely held
     */
    synchronized DirectoryInspection seen() throws IOException {
        if (refused != null) {
            throw refused;
        }
        DirectoryInspection found = seen;
        if (found == null) {
            try {
                found = DirectoryInspection.of(directory);
                seen = found;
            } catch (DataDirectoryException unusable) {
                refused = unusable;
                throw unusable;
            }
        }
        return found;
    }
}
