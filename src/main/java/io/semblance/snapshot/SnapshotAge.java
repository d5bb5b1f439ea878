package io.semblance.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** How old the newest snapshot is that can be trusted; all others count for nothing. */
public final class SnapshotAge {

    private SnapshotAge() {
    }

    /**
     * When the making of the newest sound snapshot in a directory began; null if there is none.
     *
     * @throws IOException if the directory cannot be read
     */
    public static @Nullable Instant newestSound(Path directory) throws IOException {
        SnapshotDirectory snapshots = new SnapshotDirectory(directory);
        for (SnapshotId id : snapshots.list().reversed()) {
            SnapshotView view = SnapshotView.of(id, snapshots.path(id));
            if (view.isSound() && view.manifest() != null) {
                return view.manifest().created();
            }
        }
        return null;
    }
}
