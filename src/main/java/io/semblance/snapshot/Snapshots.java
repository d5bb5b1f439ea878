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
import io.semblance.asset.IndexName;
import io.semblance.asset.IndexRecords;
import io.semblance.problem.Busy;
import io.semblance.problem.CallerFault;
import io.semblance.problem.ProblemType;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a running service does with snapshots, for whoever asks. One is made, read back, restored or deleted at a time, on a thread of its
 * own: it waits for the disk, and callers may be virtual threads. Thread-safe.
 */
public final class Snapshots implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private final AssetIndexes indexes;
    private final @Nullable IndexRecords records;
    private final SnapshotPlan plan;
    private final InstantSource clock;
    private final @Nullable SnapshotSite site;
    private final SnapshotThreads threads = new SnapshotThreads();
    private final ArchivesRead archives = new ArchivesRead();
    private final Drills drills = new Drills();
    private final IndexNames names;
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
        this.names = new IndexNames(indexes);
        this.site = records == null || plan.directory() == null
                ? null
                : SnapshotSite.of(records, plan.directory(), plan, new SnapshotSite.Looking(drills, threads, clock));
    }

    /** Whether snapshots can be made at all. */
    public boolean isPossible() {
        return site != null;
    }

    /** All snapshots, oldest first. */
    public List<SnapshotView> list() {
        return threads.soon(site().shelf()::list);
    }

    /** One snapshot. */
    public SnapshotView get(String id) {
        SnapshotShelf shelf = site().shelf();
        return threads.soon(() -> shelf.view(shelf.known(id)));
    }

    /**
     * Makes a snapshot, reads it back, and deletes those that nothing keeps any longer.
     *
     * @param only which indexes; null for all
     */
    public SnapshotView create(@Nullable List<String> only) {
        SnapshotSite there = site();
        if (only != null) {
            only.forEach(names::requireServed);
        }
        return only == null
                ? threads.aloneWithNames(() -> make(there, indexes.names(), true))
                : threads.alone(() -> make(there, only.stream().distinct().sorted().toList(), false));
    }

    private SnapshotView make(SnapshotSite there, List<String> copied, boolean all) throws IOException {
        boolean sound = false;
        try {
            SnapshotView made = there.shelf().create(there.records(), copied, all, clock.instant());
            sound = made.isSound();
            if (sound && all) {
                there.shipping().moveTo(made);
            }
            if (sound && !threads.ifNamesStay(() -> new ThinningOut(there, indexes, archives).after(made.id()))) {
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

    /** Reads a snapshot back from where it lies, and keeps the verdict. */
    public SnapshotView verify(String id) {
        SnapshotSite there = site();
        return threads.alone(() -> {
            SnapshotView view = there.shelf().verify(there.shelf().known(id), clock.instant());
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
        SnapshotShelf shelf = site().shelf();
        return threads.onThread(() -> archives.open(shelf.view(shelf.known(id)), shelf.path(new SnapshotId(id))));
    }

    /**
     * Keeps the report of a restore drill.
     *
     * @param made the report, once the service's clock has told its end
     */
    public DrillLog reportDrill(Function<Instant, RestoreDrill> made) {
        Path directory = site().directory();
        RestoreDrill drill = made.apply(clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return threads.onThread(() -> drills.report(drill, directory));
    }

    /** What is known of restore drills; null if none was ever reported. */
    public @Nullable DrillLog drills() {
        Path directory = site().directory();
        return threads.soon(() -> drills.log(directory));
    }

    /** Restore drills that were reported as failed, since the start. */
    public long drillFailures() {
        return drills.failures();
    }

    /** Deletes a snapshot. */
    public void delete(String id) {
        SnapshotSite there = site();
        threads.alone(() -> {
            SnapshotId known = there.shelf().known(id);
            if (archives.isRead(known)) {
                throw new Busy(ProblemType.OVERLOADED,
                        "The snapshot is being downloaded at this moment. Repeat the request when that is done.", 5);
            }
            boolean deleted = there.remove(known);
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
        SnapshotSite there = site();
        String name = as == null ? index : as;
        IndexNames.requirePossible(name, "the name that was asked for");
        names.requireFree(name);
        return threads.alone(() -> {
            new ServedRestoration(there).restore(there.shelf().known(id), index, name);
            return name;
        });
    }

    /** Goes on shipping changes beside the newest sound snapshot of all indexes, if that is asked for and not done yet. */
    public void shipChanges() {
        ShippingPlace shipping = site == null ? null : site.shipping();
        if (shipping != null && shipping.isToBegin()) {
            threads.alone(() -> {
                shipping.goOn();
                return shipping.isToBegin();
            });
        }
    }

    /** For how many seconds changes could not be shipped; NaN where none are to be, or not yet. Waits for no disk. */
    public double unshippedSeconds() {
        return site == null ? Double.NaN : site.shipping().unshippedSeconds();
    }

    /** Whether changes are shipped, and where or why not, in words; null where that is not asked for. Waits for no disk. */
    public @Nullable String changes() {
        return site == null ? null : site.shipping().status();
    }

    /**
     * Gives an index another name; not while a snapshot of all is made, which would have it under neither or both. All else
     * goes on: a rename that waits for the disk of its index keeps nobody from a snapshot of another one.
     */
    public void rename(String index, String newName) {
        IndexRecords files = records();
        IndexNames.requirePossible(newName, "the new name");
        if (!IndexName.isPossible(index) || !threads.renaming(() -> files.rename(index, newName))) {
            throw IndexNames.notThere(index);
        }
    }

    /** When the making of the newest sound snapshot of all indexes began, as was seen last; null if there is none. */
    public @Nullable Instant newestSound() {
        return site == null ? null : site.lastLook().newestSound();
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
        return site == null ? null : site.lastLook().seen();
    }

    /** Snapshots that could not be made, or turned out damaged, since the start. */
    public long failures() {
        return failures.get();
    }

    /** Ends; what is being made is left unfinished and never counts. */
    @Override
    public void close() {
        if (site != null) {
            site.shipping().close();
        }
        threads.close();
    }

    private IndexRecords records() {
        if (records == null) {
            throw new CallerFault(ProblemType.NOT_SUPPORTED, "The backend memory:// has no record that could be copied "
                    + "or renamed. Use usearch:///path or lmdb:///path.");
        }
        return records;
    }

    private SnapshotSite site() {
        records();
        Path data = plan.data();
        if (site == null) {
            throw new CallerFault(ProblemType.NOT_SUPPORTED, "There is no place for snapshots. Set "
                    + "semblance.snapshots.directory (SEMBLANCE_SNAPSHOTS_DIRECTORY) to a directory on another disk than "
                    + "the data, and restart.");
        }
        if (data != null
                && site.directory().toAbsolutePath().normalize().startsWith(data.toAbsolutePath().normalize())) {
            throw new CallerFault(ProblemType.NOT_SUPPORTED,
                    "The directory of the snapshots lies in the data directory, "
                            + "where they would be lost with it. Set semblance.snapshots.directory to another place, best on "
                            + "another disk.");
        }
        return site;
    }
}
