package io.semblance.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

import io.semblance.asset.IndexRecords;

/**
 * Where the snapshots of a service lie, and what is known and done there.
 *
 * @param records of the indexes that are served
 */
record SnapshotSite(IndexRecords records, Path directory, SnapshotShelf shelf, LastLook lastLook,
        ShippingPlace shipping) {

    /** With what the directory is looked at. */
    record Looking(Drills drills, SnapshotThreads threads, InstantSource clock) {
    }

    static SnapshotSite of(IndexRecords records, Path directory, SnapshotPlan plan, Looking looking) {
        SnapshotShelf shelf = new SnapshotShelf(directory, plan);
        return new SnapshotSite(records, directory, shelf,
                new LastLook(shelf, directory, looking.drills(), looking.threads(), looking.clock()),
                new ShippingPlace(shelf, plan.changes() ? new ChangeShipping(records) : null));
    }

    /** Deletes one; changes that were shipped beside it go on beside another. */
    boolean remove(SnapshotId id) throws IOException {
        shipping.leave(id);
        try {
            return shelf.delete(id);
        } finally {
            shipping.goOn();
        }
    }
}
