package io.semblance.snapshot;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.semblance.problem.Busy;
import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;

/** Which snapshots are being downloaded: so many at once, and none of them is deleted meanwhile. Thread-safe. */
final class ArchivesRead {

    /** Each reads the disk as fast as its client takes it. */
    static final int MOST = 2;

    private final Map<SnapshotId, Integer> readers = new HashMap<>();
    private int all;

    synchronized boolean isRead(SnapshotId id) {
        return readers.containsKey(id);
    }

    SnapshotDownload open(SnapshotView view, Path snapshot) {
        Manifest manifest = view.manifest();
        if (manifest == null || !view.isSound()) {
            throw new CallerFault(ProblemType.SNAPSHOT_DAMAGED,
                    "The snapshot was not read back as sound, so it is not given away. Verify it with POST /snapshots/"
                            + view.id().text() + "/verify, or take another one.");
        }
        begin(view.id());
        return new SnapshotDownload(snapshot, manifest, () -> end(view.id()));
    }

    private synchronized void begin(SnapshotId id) {
        if (all == MOST) {
            throw new Busy(ProblemType.OVERLOADED, "As many snapshots as may be are being downloaded (" + MOST
                    + "). Repeat the request when one of them is done.", 30);
        }
        all++;
        readers.merge(id, 1, Integer::sum);
    }

    private synchronized void end(SnapshotId id) {
        all--;
        readers.computeIfPresent(id, (same, number) -> number == 1 ? null : number - 1);
    }
}
