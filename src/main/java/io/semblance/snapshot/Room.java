package io.semblance.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.semblance.record.RecordOptions;

/** How much room there is for a record that is copied; asked before a byte of it is written. */
@FunctionalInterface
interface Room {

    /** What the file system of a directory says. */
    Room ON_DISK = directory -> Files.getFileStore(directory).getUsableSpace();

    /** Bytes that are free. */
    long free(Path directory) throws IOException;

    /** For a copy that is removed again. */
    default void requireFor(IndexSnapshot index, Path directory) {
        require(index, directory, 0);
    }

    /** For one that is served: without the reserve, the indexes that are there would take no writes any more. */
    default void requireForServing(IndexSnapshot index, Path directory) {
        require(index, directory, RecordOptions.defaults().reserveBytes());
    }

    private void require(IndexSnapshot index, Path directory, long reserve) {
        try {
            long free = free(directory);
            if (free - reserve < index.file().bytes()) {
                throw SnapshotException.noRoom("The index '" + index.name() + "' takes " + index.file().bytes()
                        + " bytes, and " + free + " are free" + (reserve == 0
                                ? ""
                                : ", of which " + reserve
                                        + " are kept in reserve")
                        + ". Nothing was restored; make room.");
            }
        } catch (IOException failed) {
            throw SnapshotException.failed("The directory " + directory + " cannot be used (" + failed + ").", failed);
        }
    }
}
