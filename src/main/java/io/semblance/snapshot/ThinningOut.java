package io.semblance.snapshot;

import java.io.IOException;

import io.semblance.asset.AssetIndexes;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the snapshots that nothing keeps any longer, while every index keeps its name: one that is being renamed is there
 * under none, and its last snapshot would seem to hold nothing that is there.
 */
record ThinningOut(SnapshotSite site, AssetIndexes indexes, ArchivesRead archives) {

    private static final Logger LOG = LoggerFactory.getLogger(ThinningOut.class);

    /**
     * Deletes none that is read, and not the one just made: should the clock have been ahead, it would be the oldest. One
     * that cannot be deleted is for the next time.
     *
     * @return how many were deleted
     */
    int after(SnapshotId made) throws IOException {
        int deleted = 0;
        for (SnapshotId superfluous : site.shelf().superfluous(indexes.names(), site.records().unserved())) {
            if (!superfluous.equals(made) && !archives.isRead(superfluous) && isRemoved(superfluous)) {
                deleted++;
            }
        }
        return deleted;
    }

    private boolean isRemoved(SnapshotId superfluous) {
        try {
            boolean removed = site.remove(superfluous);
            LOG.info("Deleted snapshot {}, which nothing keeps any longer", superfluous.text());
            return removed;
        } catch (IOException stays) {
            LOG.warn("Snapshot {}, which nothing keeps any longer, cannot be deleted: {}", superfluous.text(),
                    stays.toString());
            return false;
        }
    }
}
