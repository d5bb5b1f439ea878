package io.semblance.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.semblance.asset.IndexRecords;
import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;
import io.semblance.record.DurableTrees;
import io.semblance.record.NoRoom;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The snapshots of one directory and what can be done with them; the caller sees to it that one thing is done at a time. */
final class SnapshotShelf {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotShelf.class);

    private final SnapshotDirectory directory;
    private final SnapshotPlan plan;

    SnapshotShelf(Path directory, SnapshotPlan plan) {
        this.directory = new SnapshotDirectory(directory);
        this.plan = plan;
    }

    /** All of them, oldest first. */
    List<SnapshotView> list() throws IOException {
        List<SnapshotView> views = new ArrayList<>();
        for (SnapshotId id : directory.list()) {
            views.add(view(id));
        }
        return views;
    }

    /** Their names, oldest first. */
    List<SnapshotId> ids() throws IOException {
        return directory.list();
    }

    /** Where the changes after one lie, if there are any. */
    Path changes(SnapshotId id) {
        return SnapshotDirectory.changes(directory.root(), id);
    }

    private boolean contains(SnapshotId id) {
        return directory.contains(id);
    }

    /** The one of this name; a problem in words if there is none. */
    SnapshotId known(String id) {
        if (!SnapshotId.isPossible(id) || !contains(new SnapshotId(id))) {
            throw new CallerFault(ProblemType.SNAPSHOT_NOT_FOUND,
                    "There is no such snapshot. List those there are with GET /snapshots.");
        }
        return new SnapshotId(id);
    }

    Path path(SnapshotId id) {
        return directory.path(id);
    }

    SnapshotView view(SnapshotId id) {
        return SnapshotView.of(id, path(id));
    }

    @Nullable
    Instant newestSound(Instant now) throws IOException {
        return SnapshotAge.newestSound(directory.root(), now);
    }

    /**
     * Makes one and reads it back.
     *
     * @throws SnapshotException if that cannot be
     */
    SnapshotView create(IndexRecords records, List<String> names, boolean all, Instant now) throws IOException {
        try {
            return createWithRoom(records, names, all, now);
        } catch (IOException failed) {
            if (NoRoom.isMeant(failed)) {
                throw SnapshotException.failed("The disk of the snapshots has no room (" + failed.getMessage()
                        + "). No snapshot was made that counts; make room there, or keep fewer.", failed);
            }
            throw failed;
        }
    }

    private SnapshotView createWithRoom(IndexRecords records, List<String> names, boolean all, Instant now)
            throws IOException {
        Instant created = now.truncatedTo(ChronoUnit.MILLIS);
        SnapshotId id = SnapshotId.of(created);
        directory.create(id, target -> {
            List<String> missing = new SnapshotCreation(records, plan.rules(), plan.version()).fill(target, names, all,
                    created);
            if (!all && !missing.isEmpty()) {
                throw SnapshotException.refused("There is no index '" + missing.getFirst()
                        + "'. Nothing was made; GET /indexes lists those there are.");
            }
        });
        LOG.info("Made snapshot {} of indexes {}", id.text(), names);
        return verify(id, now);
    }

    /**
     * Reads one back and keeps the verdict.
     *
     * @throws SnapshotException if the disk does not let it be read, which says nothing of the snapshot
     */
    SnapshotView verify(SnapshotId id, Instant now) throws IOException {
        ManifestFile file;
        try {
            file = ManifestFile.read(path(id));
        } catch (SnapshotException unreadable) {
            if (unreadable.isUnreadable()) {
                throw unreadable;
            }
            LOG.error("Snapshot {} cannot be trusted: {}", id.text(), unreadable.sentences());
            return new SnapshotView(id, null, null, unreadable.sentences());
        }
        List<String> faults = SnapshotCheck.faults(path(id), file.manifest());
        // Whoever made it may have been killed once it had its name and before that was synced.
        DurableTrees.syncNames(directory.root());
        Verification verdict = new Verification(file.sha256(), now.truncatedTo(ChronoUnit.MILLIS), faults.isEmpty(),
                faults);
        verdict.write(path(id));
        if (faults.isEmpty()) {
            LOG.info("Snapshot {} was read back and is sound", id.text());
        } else {
            LOG.error("Snapshot {} cannot be trusted: {}", id.text(), String.join("; ", faults));
        }
        return new SnapshotView(id, file.manifest(), verdict, null);
    }

    boolean delete(SnapshotId id) throws IOException {
        return directory.delete(id);
    }

    /**
     * Those that nothing keeps any longer, oldest first.
     *
     * @param served names of indexes
     * @param unserved of those that are set aside or cannot be opened
     */
    List<SnapshotId> superfluous(List<String> served, List<String> unserved) throws IOException {
        List<Retention.Candidate> candidates = new ArrayList<>();
        for (SnapshotId id : directory.list()) {
            Retention.Candidate candidate = candidate(id, !unserved.isEmpty());
            if (candidate != null) {
                candidates.add(candidate);
            }
        }
        Set<String> there = new HashSet<>(served);
        there.addAll(unserved);
        return plan.retention().superfluous(candidates, there);
    }

    /**
     * Null for one that stays whatever the others are: what the disk does not tell at this moment, or only a newer version
     * can read, may be the last that holds an index; and so may one whose manifest is damaged while an index is missing.
     */
    private Retention.@Nullable Candidate candidate(SnapshotId id, boolean missed) {
        try {
            ManifestFile file = ManifestFile.read(path(id));
            Verification verdict = Standing.of(path(id), file);
            return new Retention.Candidate(id, file.manifest().created(), verdict != null && verdict.sound(),
                    file.manifest().names());
        } catch (SnapshotException unreadable) {
            if (unreadable.isDamaged() && !missed) {
                return new Retention.Candidate(id, Instant.EPOCH, false, Set.of());
            }
            LOG.warn("Snapshot {} stays: {}", id.text(), unreadable.sentences());
        } catch (IOException unreadable) {
            LOG.warn("Snapshot {} stays, since it cannot be read: {}", id.text(), unreadable.toString());
        }
        return null;
    }
}
