package io.semblance.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file {@code BACKEND}: which backend laid out the values in a data directory, since no other can read them right. */
final class OwnerMark {

    static final String FILE = "BACKEND";
    private static final Logger LOG = LoggerFactory.getLogger(OwnerMark.class);

    private OwnerMark() {
    }

    static void claim(Path directory, String backend) {
        Path file = directory.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                Directories.writeFile(file, backend + "\n");
            }
            String owner = SmallFile.text(file).strip();
            if (!owner.equals(backend)) {
                throw new DataDirectoryException(
                        "The data directory " + directory + " was written by the backend " + owner + "://, not by "
                                + backend
                                + "://.",
                        "Start with " + owner + "://, or export its indexes and import them into an empty directory.",
                        null);
            }
        } catch (IOException e) {
            throw new DataDirectoryException("The file " + file + " cannot be used: " + e + ".",
                    "Check its permissions and the disk.", e);
        }
        copy(directory, backend);
    }

    /** Without it a damaged mark refuses a start, which is no reason to refuse this one. */
    private static void copy(Path directory, String backend) {
        try {
            new DirectoryMarks("semblance " + DirectoryChecks.FORMAT, backend).write(directory);
        } catch (IOException e) {
            LOG.warn("The copy of the marks of {} cannot be written: {}", directory, e.toString());
        }
    }
}
