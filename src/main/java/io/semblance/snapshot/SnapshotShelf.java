package io.semblance.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.semblance.asset.IndexRecords;

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

    boolean contains(SnapshotId id) {
        return directory.contains(id);
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
     * Makes one, reads it back, and deletes what nothing keeps, but none that is held, and not this one: should the clock
     * have been ahead, it would be the oldest.
     *
     * @param served the indexes that are served when it is done
     */
    SnapshotView create(IndexRecords records, List<String> names, boolean all, Instant now,
            Supplier<List<String>> served, Predicate<SnapshotId> held) throws IOException {
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
        SnapshotView made = verify(id, now);
        if (made.isSound()) {
            Set<String> there = new HashSet<>(served.get());
            there.addAll(records.unserved());
            thinOut(held.or(id::equals), there);
        }
        return made;
    }

    /** Reads one back and keeps the verdict. */
    SnapshotView verify(SnapshotId id, Instant now) throws IOException {
        ManifestFile file;
        try {
            file = ManifestFile.read(path(id));
        } catch (SnapshotException unreadable) {
            LOG.error("Snapshot {} cannot be trusted: {}", id.text(), unreadable.sentences());
            return new SnapshotView(id, null, null, unreadable.sentences());
        }
        List<String> faults = SnapshotCheck.faults(path(id), file.manifest());
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

    private void thinOut(Predicate<SnapshotId> held, Set<String> there) throws IOException {
        List<Retention.Candidate> candidates = new ArrayList<>();
        for (SnapshotView view : list()) {
            Manifest manifest = view.manifest();
            candidates.add(new Retention.Candidate(view.id(), manifest == null ? Instant.EPOCH : manifest.created(),
                    view.isSound(), manifest == null ? Set.of() : manifest.names()));
        }
        for (SnapshotId superfluous : plan.retention().superfluous(candidates, there)) {
            if (!held.test(superfluous)) {
                delete(superfluous);
                LOG.info("Deleted snapshot {}, which nothing keeps any longer", superfluous.text());
            }
        }
    }
}
