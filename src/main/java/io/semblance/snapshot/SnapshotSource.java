package io.semblance.snapshot;

import java.nio.file.Path;
import java.util.List;

/** Where the indexes of a snapshot are copied from: its directory, or where its archive arrived. */
sealed interface SnapshotSource permits DirectorySource, ArrivedArchive {

    /**
     * Puts the record of an index into an empty directory, synced, each once at most.
     *
     * @param room asked before a byte is written
     * @throws SnapshotException if it is damaged, or cannot be copied
     */
    void copy(IndexSnapshot index, Path target, Room room);

    /**
     * The same, and the copy is then read from end to end.
     *
     * @throws SnapshotException also if it is not what the manifest describes
     */
    default void copyChecked(IndexSnapshot index, Manifest manifest, Path target, Room room) {
        copy(index, target, room);
        List<String> faults = SnapshotCheck.recordFaults(target, index, manifest);
        if (!faults.isEmpty()) {
            throw SnapshotException.damaged(faults.getFirst());
        }
    }
}
