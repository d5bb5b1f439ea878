package io.semblance.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A snapshot as its files lie in a directory; what is a link there is no part of it. */
record DirectorySource(Path snapshot, Manifest manifest) implements SnapshotSource {

    static DirectorySource of(Path snapshot) {
        if (!Files.isDirectory(snapshot, LinkOption.NOFOLLOW_LINKS)) {
            throw SnapshotException.refused("There is no snapshot at " + snapshot
                    + ". Give the directory that holds its manifest.json.");
        }
        return new DirectorySource(snapshot, ManifestFile.read(snapshot).manifest());
    }

    @Override
    public void copy(IndexSnapshot index, Path target, Room room) {
        room.requireForServing(index, target);
        Path directory = snapshot.resolve(SnapshotFiles.INDEXES).resolve(index.name());
        Path file = directory.resolve(SnapshotFiles.RECORD);
        String name = SnapshotFiles.ofIndex(index.name(), SnapshotFiles.RECORD);
        if (Files.isSymbolicLink(snapshot.resolve(SnapshotFiles.INDEXES)) || Files.isSymbolicLink(directory)
                || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw SnapshotException.damaged(name + " is missing or is no file");
        }
        try {
            if (Files.size(file) != index.file().bytes()) {
                throw SnapshotException.damaged(
                        name + " has " + Files.size(file) + " bytes instead of " + index.file().bytes());
            }
            if (!Hashes.copy(file, target.resolve(SnapshotFiles.RECORD)).equals(index.file().sha256())) {
                throw SnapshotException.damaged(name + " has not the hash that the manifest states");
            }
        } catch (IOException failed) {
            throw SnapshotException.failed("The index '" + index.name() + "' could not be copied to "
                    + target + " (" + failed + "). Nothing was restored; check both disks.", failed);
        }
    }
}
