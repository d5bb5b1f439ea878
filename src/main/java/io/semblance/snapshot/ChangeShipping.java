package io.semblance.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.semblance.asset.CommittedState;
import io.semblance.asset.IndexRecords;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ships the changes of each commit into the files beside the newest snapshot, on a thread of its own. The state after each
 * commit is held until its changes are read, so that every commit has an entry of its own; of those that come faster than
 * the disk takes them only so many are held, and the next entry covers those that were let go, as it covers what a kill
 * left unshipped. Whoever writes never waits for it: a state that is held keeps pages from being used again, and the map of
 * its record from growing, so none is held while its changes are written, and those that wait are let go once a disk takes
 * too long. A disk that fails is tried again and again: what was committed meanwhile goes with the next entry.
 */
final class ChangeShipping implements CommittedState.Follower, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeShipping.class);

    /** A disk that is not done with one entry by then is waited for without holding states. Shorter than a record's patience. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final IndexRecords records;
    private final long patienceMillis;
    private final WaitingStates states = new WaitingStates();
    private final ShippingFiles files;
    /** Held whoever uses the files. */
    private final HeldLock writing = new HeldLock();
    private final Thread thread = Thread.ofPlatform().daemon().name("snapshot-changes").unstarted(this::run);
    private boolean begun;
    /** Entries that were appended since all files were synced. */
    private int unsynced;
    private volatile ShippingFiles.@Nullable Place place;
    private final ShippingTrouble trouble = new ShippingTrouble();

    ChangeShipping(IndexRecords records) {
        this(records, PATIENCE);
    }

    ChangeShipping(IndexRecords records, Duration patience) {
        this.records = records;
        this.files = new ShippingFiles(records);
        this.patienceMillis = patience.toMillis();
    }

    /** Whether there is a snapshot that they follow. */
    boolean hasPlace() {
        return place != null;
    }

    /** In words, for whoever asks how it goes. */
    String status() {
        ShippingFiles.Place now = place;
        String fault = trouble.fault();
        if (now == null) {
            return "shipped nowhere until there is a sound snapshot of all indexes";
        }
        if (isHung()) {
            return "not shipped: the disk of the snapshots has not answered for " + (long) writing.heldSeconds() + " s";
        }
        return fault == null
                ? "shipped beside " + now.snapshot().getFileName()
                : "not shipped, which is tried again and again: " + fault;
    }

    /** For how long no changes could be shipped; 0 while they are, NaN where there is no snapshot that they could follow. */
    double unshippedSeconds() {
        return place == null ? Double.NaN : Math.max(trouble.seconds(), isHung() ? writing.heldSeconds() : 0);
    }

    private boolean isHung() {
        return writing.heldSeconds() * 1_000 > patienceMillis;
    }

    /**
     * From now on changes go beside this snapshot, beginning with those since it was made; as soon as its disk takes them.
     *
     * @param changes where their files are to lie
     */
    void begin(Path snapshot, Path changes, Manifest manifest) {
        writing.lock();
        try {
            files.close();
            ShippingFiles.Place next = new ShippingFiles.Place(snapshot, changes, manifest);
            place = next;
            openFiles(next);
            if (!begun) {
                begun = true;
                records.follow(this);
                thread.start();
                Thread.ofPlatform().daemon().name("snapshot-changes-guard")
                        .start(() -> states.guard(thread, patienceMillis));
            }
        } finally {
            writing.unlock();
        }
    }

    /** Called with the lock. */
    private void openFiles(ShippingFiles.Place next) {
        Throwable failed = files.open(next);
        if (failed != null) {
            tell(failed);
        } else if (trouble.isOver()) {
            LOG.info("Changes are shipped again, beside snapshot {}", next.snapshot().getFileName());
        }
    }

    /** After a fault that may have passed. */
    private void goOn() {
        writing.lock();
        try {
            ShippingFiles.Place again = place;
            if (again != null && trouble.isDue()) {
                openFiles(again);
            }
        } finally {
            writing.unlock();
        }
    }

    /** Whether changes go there. */
    boolean isBeside(Path changes) {
        writing.lock();
        try {
            ShippingFiles.Place now = place;
            return now != null && changes.equals(now.changes());
        } finally {
            writing.unlock();
        }
    }

    /** Whether they go nowhere, or to where somebody else deleted the snapshot and them with it. */
    boolean isNowhere() {
        writing.lock();
        try {
            ShippingFiles.Place now = place;
            return now == null || !Files.isDirectory(now.changes());
        } finally {
            writing.unlock();
        }
    }

    /** Ships nothing until it begins beside another snapshot. */
    void pause() {
        writing.lock();
        try {
            files.close();
            place = null;
            trouble.isOver();
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void committed(String index, CommittedState state) {
        states.add(index, state);
    }

    private void run() {
        while (!states.isClosed()) {
            try {
                WaitingStates.WaitingState next = states.awaitNext();
                if (next == null) {
                    catchUp();
                } else {
                    ship(next);
                }
                if (trouble.isDue()) {
                    goOn();
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (IOException | RuntimeException | OutOfMemoryError failed) {
                // Memory beside the heap may be refused, which leaves the process as it was.
                giveUp(failed);
            }
        }
    }

    private void ship(WaitingStates.WaitingState held) throws IOException, InterruptedException {
        try (CommittedState state = held.state()) {
            if (state == null || !writing.tryLock(patienceMillis)) {
                return;
            }
            try {
                files.append(held.index(), state);
                unsynced++;
                if (states.isEmpty() || unsynced >= WaitingStates.MOST) {
                    files.force();
                    unsynced = 0;
                }
            } finally {
                writing.unlock();
            }
        }
    }

    private void catchUp() throws IOException {
        writing.lock();
        try {
            files.catchUp(place);
        } finally {
            writing.unlock();
        }
    }

    /** All files, since a disk that fails for one may have lost what was not synced of the others. */
    private void giveUp(Throwable failed) {
        writing.lock();
        try {
            tell(failed);
            files.drop();
        } finally {
            writing.unlock();
        }
    }

    private void tell(Throwable failed) {
        if (trouble.met(failed)) {
            LOG.error(
                    "Changes cannot be shipped beside the snapshot. It is tried again and again, and what is committed "
                            + "meanwhile is shipped as one",
                    failed);
        }
    }

    /** Ships what is held and ends. A stop waits for this, so a disk that does not take it in time is left to itself. */
    @Override
    public void close() {
        records.follow(null);
        // An interrupt would close the file under its writer.
        boolean woken = states.close();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis * (woken ? 2 : 4));
        Thread last = Thread.ofPlatform().daemon().name("snapshot-changes-end").unstarted(this::shipWhatIsLeft);
        try {
            TimeUnit.NANOSECONDS.timedJoin(thread, end - System.nanoTime());
            if (!thread.isAlive()) {
                last.start();
                TimeUnit.NANOSECONDS.timedJoin(last, end - System.nanoTime());
            }
            if (thread.isAlive() || last.isAlive()) {
                LOG.warn("The disk of the snapshots does not take the last changes; the next start ships them");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            states.letGo();
        }
    }

    /** Whoever begins beside a snapshot may hold the files for as long as its disk hangs. */
    private void shipWhatIsLeft() {
        writing.lock();
        try {
            for (WaitingStates.WaitingState left = states.next(); left != null; left = states.next()) {
                ship(left);
            }
            files.close();
        } catch (InterruptedException | IOException | RuntimeException | OutOfMemoryError failed) {
            LOG.warn("The last changes were not written beside the snapshot; the next start does", failed);
        } finally {
            writing.unlock();
        }
    }
}
