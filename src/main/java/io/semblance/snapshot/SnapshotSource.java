package io.semblance.snapshot;

import java.nio.file.Path;

/** Where a snapshot is read from: its directory, or the stream of its archive. */
sealed interface SnapshotSource permits DirectorySource, SnapshotArchive {

    /** What the snapshot says of itself. */
    Manifest manifest();

    /**
     * Puts the record of an index into an empty directory, hashed on its way. Indexes are asked for in the order of the
     * manifest, each once at most.
     *
     * @throws SnapshotException if it is damaged, or cannot be copied
     */
    void copy(IndexSnapshot index, Path target);
}
