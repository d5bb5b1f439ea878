package io.semblance.snapshot;

import java.nio.file.Path;

import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;

/** Brings an index of a sound snapshot back as a new index of the running service. */
record ServedRestoration(SnapshotSite site) {

    /**
     * Restores one.
     *
     * @param as its name here
     */
    void restore(SnapshotId id, String index, String as) {
        DirectorySource source = DirectorySource.of(soundPath(id));
        Manifest manifest = source.manifest();
        if (!manifest.backend().equals(site.records().backend())) {
            throw SnapshotException.refused("The snapshot is of the backend " + manifest.backend()
                    + ":// and this service runs " + site.records().backend()
                    + "://, which lays out its records differently."
                    + " Restore it into a directory of its own, or import an export.");
        }
        IndexSnapshot described = manifest.described(index);
        site.records().adopt(as, target -> source.copyChecked(described, manifest, target, Room.ON_DISK));
    }

    /** What was not read back is verified first; of what is damaged the sound indexes are for whoever stands before it. */
    private Path soundPath(SnapshotId id) {
        SnapshotView view = site.shelf().view(id);
        if (!view.isSound()) {
            String why = view.faults().isEmpty() ? "" : " (" + view.faults().getFirst() + ")";
            throw new CallerFault(ProblemType.SNAPSHOT_DAMAGED,
                    "The snapshot was not read back as sound" + why
                            + ", so nothing is restored from it here. Verify it with POST"
                            + " /snapshots/" + id.text()
                            + "/verify; what is sound in a damaged one, bin/semblance restore"
                            + " brings back from its directory, index by index.");
        }
        return site.shelf().path(id);
    }
}
