package io.semblance.snapshot;

import java.nio.file.Path;

/** Where the indexes of a snapshot are copied from: its directory, or where its archive arrived. */
sealed interface SnapshotSource permits DirectorySource, ArrivedArchive {

    /**
     * Puts the record of an index into an empty directory, synced, each once at most.
     *
     * @param room asked before a byte is written
     * @throws SnapshotException if it is damaged, or cannot be copied
     */
    void copy(IndexSnapshot index, Path target, Room room);
}
