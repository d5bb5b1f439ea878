package io.semblance.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import io.semblance.asset.AssetIndexes;
import io.semblance.asset.IndexFault;
import io.semblance.asset.IndexName;
import io.semblance.asset.IndexRecords;
import io.semblance.problem.Busy;
import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a running service does with snapshots. One is made, read back, restored or deleted at a time, on a thread of its
 * own: it waits for the disk, and callers may be virtual threads. Thread-safe.
 */
public final class Snapshots implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private final AssetIndexes indexes;
    private final @Nullable IndexRecords records;
    private final SnapshotPlan plan;
    private final InstantSource clock;
    private final @Nullable Place place;
    private final SnapshotThreads threads = new SnapshotThreads();
    private final ArchivesRead archives = new ArchivesRead();
    private final Drills drills = new Drills();
    private final AtomicLong failures = new AtomicLong();

    /**
     * @param indexes what is served
     * @param records their records; null where the backend keeps none
     */
    public Snapshots(AssetIndexes indexes, @Nullable IndexRecords records, SnapshotPlan plan, InstantSource clock) {
        this.indexes = indexes;
        this.records = records;
        this.plan = plan;
        this.clock = clock;
        this.place = records == null || plan.directory() == null ? null : place(records, plan.directory());
    }

    /** Where they lie, and what is done there. */
    private record Place(IndexRecords records, Path directory, SnapshotShelf shelf, LastLook lastLook,
            ShippingPlace shipping) {
    }

    private Place place(IndexRecords files, Path directory) {
        SnapshotShelf shelf = new SnapshotShelf(directory, plan);
        return new Place(files, directory, shelf, new LastLook(shelf, directory, drills, threads, clock),
                new ShippingPlace(shelf, plan.changes() ? new ChangeShipping(files) : null));
    }

    /** Whether snapshots can be made at all. */
    public boolean isPossible() {
        return place != null;
    }

    /** All snapshots, oldest first. */
    public List<SnapshotView> list() {
        return threads.soon(place().shelf()::list);
    }

    /** One snapshot. */
    public SnapshotView get(String id) {
        SnapshotShelf shelf = place().shelf();
        return threads.soon(() -> shelf.view(known(shelf, id)));
    }

    /**
     * Makes a snapshot, reads it back, and deletes those that nothing keeps any longer.
     *
     * @param names which indexes; null for all
     */
    public SnapshotView create(@Nullable List<String> names) {
        Place there = place();
        if (names != null) {
            names.forEach(this::requireIndex);
        }
        return names == null
                ? threads.aloneWithNames(() -> make(there, indexes.names(), true))
                : threads.alone(() -> make(there, names.stream().distinct().sorted().toList(), false));
    }

    private SnapshotView make(Place there, List<String> names, boolean all) throws IOException {
        boolean sound = false;
        try {
            SnapshotView made = there.shelf().create(there.records(), names, all, clock.instant());
            sound = made.isSound();
            if (sound && all) {
                there.shipping().moveTo(made);
            }
            if (sound && !threads.ifNamesStay(() -> thinOut(there, made.id()))) {
                LOG.info("No snapshot is deleted this time, since an index is being renamed");
            }
            return made;
        } finally {
            if (!sound) {
                failures.incrementAndGet();
            }
            there.lastLook().look();
        }
    }

    /**
     * While an index is renamed it is there under neither name, and its last snapshot would seem to hold nothing that is
     * there; so names stay meanwhile.
     *
     * <p>
     * Deletes what nothing keeps any longer, but none that is read, and not the one just made: should the clock have been
     * ahead, it would be the oldest. One that cannot be deleted is for the next time.
     */
    private boolean thinOut(Place there, SnapshotId made) throws IOException {
        for (SnapshotId superfluous : there.shelf().superfluous(indexes.names(), there.records().unserved())) {
            if (!superfluous.equals(made) && !archives.isRead(superfluous)) {
                try {
                    remove(there, superfluous);
                    LOG.info("Deleted snapshot {}, which nothing keeps any longer", superfluous.text());
                } catch (IOException stays) {
                    LOG.warn("Snapshot {}, which nothing keeps any longer, cannot be deleted: {}", superfluous.text(),
                            stays.toString());
                }
            }
        }
        return true;
    }

    private static boolean remove(Place there, SnapshotId id) throws IOException {
        there.shipping().leave(id);
        try {
            return there.shelf().delete(id);
        } finally {
            there.shipping().goOn();
        }
    }

    /** Reads a snapshot back from where it lies, and keeps the verdict. */
    public SnapshotView verify(String id) {
        Place there = place();
        return threads.alone(() -> {
            SnapshotView view = there.shelf().verify(known(there.shelf(), id), clock.instant());
            if (!view.isSound()) {
                failures.incrementAndGet();
                there.shipping().leave(view.id());
                there.shipping().goOn();
            }
            there.lastLook().look();
            return view;
        });
    }

    /**
     * A sound snapshot as one stream. It cannot be deleted until the archive is closed.
     *
     * @throws io.semblance.problem.ProblemException if there is none, or it was not read back as sound
     */
    public SnapshotDownload archive(String id) {
        SnapshotShelf shelf = place().shelf();
        return threads.onThread(() -> archives.open(shelf.view(known(shelf, id)), shelf.path(new SnapshotId(id))));
    }

    /**
     * Keeps the report of a restore drill.
     *
     * @param made the report, once the service's clock has told its end
     */
    public DrillLog reportDrill(Function<Instant, RestoreDrill> made) {
        Path directory = place().directory();
        RestoreDrill drill = made.apply(clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return threads.onThread(() -> drills.report(drill, directory));
    }

    /** What is known of restore drills; null if none was ever reported. */
    public @Nullable DrillLog drills() {
        Path directory = place().directory();
        return threads.soon(() -> drills.log(directory));
    }

    /** Restore drills that were reported as failed, since the start. */
    public long drillFailures() {
        return drills.failures();
    }

    /** Deletes a snapshot. */
    public void delete(String id) {
        Place there = place();
        threads.alone(() -> {
            SnapshotId known = known(there.shelf(), id);
            if (archives.isRead(known)) {
                throw new Busy(ProblemType.OVERLOADED,
                        "The snapshot is being downloaded at this moment. Repeat the request when that is done.", 5);
            }
            boolean deleted = remove(there, known);
            there.lastLook().look();
            return deleted;
        });
    }

    /**
     * Brings an index of a snapshot back as a new index.
     *
     * @param as its name here; null for the one it had
     * @return its name here
     */
    public String restore(String id, String index, @Nullable String as) {
        Place there = place();
        String name = as == null ? index : as;
        if (!IndexName.isPossible(name)) {
            throw new CallerFault(ProblemType.INVALID_REQUEST,
                    "No index can have the name that was asked for. Choose a "
                            + "lower-case letter followed by up to 31 lower-case letters and digits.");
        }
        if (indexes.names().contains(name)) {
            throw IndexFault.exists(name);
        }
        return threads.alone(() -> {
            Restoration restoration = Restoration.of(soundPath(there.shelf(), known(there.shelf(), id)));
            if (!restoration.manifest().backend().equals(there.records().backend())) {
                throw SnapshotException.refused("The snapshot is of the backend " + restoration.manifest().backend()
                        + ":// and this service runs " + there.records().backend()
                        + "://, which lays out its records differently."
                        + " Restore it into a directory of its own, or import an export.");
            }
            there.records().adopt(name, restoration.of(index));
            return name;
        });
    }

    /** What was not read back is verified first; of what is damaged the sound indexes are for whoever stands before it. */
    private static Path soundPath(SnapshotShelf shelf, SnapshotId id) {
        SnapshotView view = shelf.view(id);
        if (!view.isSound()) {
            String why = view.faults().isEmpty() ? "" : " (" + view.faults().getFirst() + ")";
            throw new CallerFault(ProblemType.SNAPSHOT_DAMAGED,
                    "The snapshot was not read back as sound" + why
                            + ", so nothing is restored from it here. Verify it with POST"
                            + " /snapshots/" + id.text()
                            + "/verify; what is sound in a damaged one, bin/semblance restore"
                            + " brings back from its directory, index by index.");
        }
        return shelf.path(id);
    }

    /** Goes on shipping changes beside the newest sound snapshot of all indexes, if that is asked for and not done yet. */
    public void shipChanges() {
        ShippingPlace shipping = place == null ? null : place.shipping();
        if (shipping != null && shipping.isToBegin()) {
            threads.alone(() -> {
                shipping.goOn();
                return shipping.isToBegin();
            });
        }
    }

    /**
     * Gives an index another name; not while a snapshot of all is made, which would have it under neither or both. All else
     * goes on: a rename that waits for the disk of its index keeps nobody from a snapshot of another one.
     */
    public void rename(String index, String newName) {
        IndexRecords files = records();
        if (!IndexName.isPossible(newName)) {
            throw new CallerFault(ProblemType.INVALID_REQUEST,
                    "No index can have the new name. Choose a lower-case letter "
                            + "followed by up to 31 lower-case letters and digits.");
        }
        if (!IndexName.isPossible(index) || !threads.renaming(() -> files.rename(index, newName))) {
            throw notThere(index);
        }
    }

    /** When the making of the newest sound snapshot of all indexes began, as was seen last; null if there is none. */
    public @Nullable Instant newestSound() {
        return place == null ? null : place.lastLook().newestSound();
    }

    /**
     * What was seen last.
     *
     * @param newestSound when the making of the newest sound snapshot of all indexes began; null if there is none
     * @param oldest when the making of the oldest one began; null if there is none
     * @param drills what is known of restore drills; null if none was reported
     */
    public record Seen(@Nullable Instant newestSound, @Nullable Instant oldest, @Nullable DrillLog drills) {
    }

    /**
     * What was seen last, for whoever waits for no disk, such as a scrape. Null while nobody has looked yet, which is done
     * meanwhile; a directory that is not seen within a minute counts as empty.
     */
    public @Nullable Seen seen() {
        return place == null ? null : place.lastLook().seen();
    }

    /** Snapshots that could not be made, or turned out damaged, since the start. */
    public long failures() {
        return failures.get();
    }

    /** Ends; what is being made is left unfinished and never counts. */
    @Override
    public void close() {
        if (place != null) {
            place.shipping().close();
        }
        threads.close();
    }

    /** One that is there and not served says why. */
    private void requireIndex(String name) {
        if (!IndexName.isPossible(name) || indexes.find(name) == null) {
            throw notThere(name);
        }
    }

    private static CallerFault notThere(String name) {
        return new CallerFault(ProblemType.INDEX_NOT_FOUND,
                "Index '" + (name.length() > 100 ? name.substring(0, 100) + "..." : name)
                        + "' not found. List those there are with GET /indexes.");
    }

    private static SnapshotId known(SnapshotShelf shelf, String id) {
        if (!SnapshotId.isPossible(id) || !shelf.contains(new SnapshotId(id))) {
            throw new CallerFault(ProblemType.SNAPSHOT_NOT_FOUND,
                    "There is no such snapshot. List those there are with GET /snapshots.");
        }
        return new SnapshotId(id);
    }

    private IndexRecords records() {
        if (records == null) {
            throw new CallerFault(ProblemType.NOT_SUPPORTED, "The backend memory:// has no record that could be copied "
                    + "or renamed. Use usearch:///path or lmdb:///path.");
        }
        return records;
    }

    private Place place() {
        records();
        Path data = plan.data();
        if (place == null) {
            throw new CallerFault(ProblemType.NOT_SUPPORTED, "There is no place for snapshots. Set "
                    + "semblance.snapshots.directory (SEMBLANCE_SNAPSHOTS_DIRECTORY) to a directory on another disk than "
                    + "the data, and restart.");
        }
        if (data != null
                && place.directory().toAbsolutePath().normalize().startsWith(data.toAbsolutePath().normalize())) {
            throw new CallerFault(ProblemType.NOT_SUPPORTED,
                    "The directory of the snapshots lies in the data directory, "
                            + "where they would be lost with it. Set semblance.snapshots.directory to another place, best on "
                            + "another disk.");
        }
        return place;
    }
}
