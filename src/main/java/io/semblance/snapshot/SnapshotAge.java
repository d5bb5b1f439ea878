package io.semblance.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * How old the newest snapshot is that can be trusted, and since when any are made. For the first all others count for nothing, and so does one of some indexes alone:
 * the others would seem to be backed up as well. One from the future was made while the clock was wrong, and says nothing of
 * its age.
 */
public final class SnapshotAge {

    /** Clocks of two machines may differ. */
    private static final Duration AHEAD = Duration.ofHours(1);

    private SnapshotAge() {
    }

    /**
     * When the making of the newest sound snapshot of all indexes in a directory began; null if there is none.
     *
     * @throws IOException if the directory cannot be read
     */
    public static @Nullable Instant newestSound(Path directory, Instant now) throws IOException {
        SnapshotDirectory snapshots = new SnapshotDirectory(directory);
        for (SnapshotId id : snapshots.list().reversed()) {
            SnapshotView view = SnapshotView.of(id, snapshots.path(id));
            if (view.isSound() && view.isComplete() && view.manifest() != null
                    && !view.manifest().created().isAfter(now.plus(AHEAD))) {
                return view.manifest().created();
            }
        }
        return null;
    }

    /**
     * When the making of the oldest snapshot in a directory began, whatever became of it; null if there is none.
     *
     * @throws IOException if the directory cannot be read
     */
    public static @Nullable Instant oldest(Path directory) throws IOException {
        return new SnapshotDirectory(directory).list().stream().map(SnapshotId::made).filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
