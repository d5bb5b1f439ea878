package io.semblance.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a snapshot without reading all of it.
 *
 * @param id its name
 * @param manifest what it says of itself; null if that cannot be read
 * @param verification what reading it back found the last time, or what of its files was not as it found them; null if it
 *     was not read back
 * @param fault why its manifest or that cannot be read, as sentences; null if both can
 */
public record SnapshotView(SnapshotId id, @Nullable Manifest manifest, @Nullable Verification verification,
        @Nullable String fault) {

    /** Of the snapshot in a directory. */
    static SnapshotView of(SnapshotId id, Path snapshot) {
        try {
            ManifestFile file = ManifestFile.read(snapshot);
            return new SnapshotView(id, file.manifest(), Standing.of(snapshot, file), null);
        } catch (SnapshotException unreadable) {
            return new SnapshotView(id, null, null, unreadable.sentences());
        } catch (IOException unreadable) {
            return new SnapshotView(id, null, null,
                    "Whether it is what was read back is not known: the disk does not tell"
                            + " of " + SnapshotFiles.VERIFIED + " or of its files (" + unreadable
                            + "). Check the disk and its permissions.");
        }
    }

    /** Whether it has been read back and is what it says, as far as kinds and sizes of its files tell now. */
    public boolean isSound() {
        return manifest != null && verification != null && verification.sound();
    }

    /** Whether it was made of all indexes that there were. */
    public boolean isComplete() {
        return manifest != null && manifest.complete();
    }

    /** What is wrong, as far as is known. */
    public List<String> faults() {
        if (fault != null) {
            return List.of(fault);
        }
        return verification == null ? List.of() : verification.faults();
    }
}
