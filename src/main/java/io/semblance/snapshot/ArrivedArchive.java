package io.semblance.snapshot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The indexes of an archive, hashed on their way, each in a directory of its name, and not synced yet.
 *
 * @param directory that holds them, on the file system where they will be served
 */
record ArrivedArchive(Path directory) implements SnapshotSource {

    /** Moves it: there need not be room for it twice. */
    @Override
    public void copy(IndexSnapshot index, Path target, Room room) {
        Path record = target.resolve(SnapshotFiles.RECORD);
        try {
            Files.move(directory.resolve(index.name()).resolve(SnapshotFiles.RECORD), record);
            try (FileChannel moved = FileChannel.open(record, StandardOpenOption.WRITE)) {
                moved.force(true);
            }
        } catch (IOException failed) {
            throw SnapshotException.failed("The index '" + index.name() + "' could not be written (" + failed
                    + "). Nothing was restored; check the disk.", failed);
        }
    }
}
