package io.semblance.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

import io.semblance.asset.CommittedState;
import io.semblance.asset.IndexRecords;
import io.semblance.record.StoreClosedException;
import io.semblance.record.StoreException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ships the changes of each commit into the files beside the newest snapshot, on a thread of its own. The state after each
 * commit is held until its changes are read, so that every commit has an entry of its own; of those that come faster than
 * the disk takes them only so many are held, and the next entry covers those that were let go, as it covers what a kill
 * left unshipped. Whoever writes never waits for it: a state that is held keeps pages from being used again, and the map of
 * its record from growing, so none is held while its changes are written, and those that wait are let go once a disk takes
 * too long.
 */
final class ChangeShipping implements CommittedState.Follower, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeShipping.class);

    /** States that are held at once, of all indexes: each keeps pages of its record from being used again. */
    private static final int MOST_HELD = 64;

    /** A disk that is not done with one entry by then is waited for without holding states. Shorter than a record's patience. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A state, or none, which wakes the thread. */
    private record Held(String index, @Nullable CommittedState state) {
    }

    private final IndexRecords records;
    private final long patienceMillis;
    private final BlockingQueue<Held> queue = new ArrayBlockingQueue<>(MOST_HELD);
    private final Map<String, ShippedChanges> files = new HashMap<>();
    /** Held whoever uses the files. */
    private final ReentrantLock writing = new ReentrantLock();
    private final Thread thread = Thread.ofPlatform().daemon().name("snapshot-changes").unstarted(this::run);
    private final Thread guard = Thread.ofPlatform().daemon().name("snapshot-changes-guard").unstarted(this::guard);
    private final AtomicLong taken = new AtomicLong();
    private volatile boolean closed;
    private volatile boolean begun;
    private @Nullable Path beside;

    ChangeShipping(IndexRecords records) {
        this(records, PATIENCE);
    }

    ChangeShipping(IndexRecords records, Duration patience) {
        this.records = records;
        this.patienceMillis = patience.toMillis();
    }

    boolean hasBegun() {
        return begun;
    }

    /** From now on changes go beside this snapshot, beginning with those since it was made. */
    void begin(Path changes, Manifest manifest) throws IOException {
        writing.lock();
        try {
            closeFiles();
            beside = changes;
            for (IndexSnapshot index : manifest.indexes()) {
                files.put(index.name(),
                        ShippedChanges.open(SnapshotDirectory.changes(changes, index.name()),
                                ShippedChanges.mostBytes(), index.sequence(), index.committedMicros()));
                shipNow(index.name());
            }
            if (!begun) {
                begun = true;
                records.follow(this);
                thread.start();
                guard.start();
            }
        } finally {
            writing.unlock();
        }
    }

    /** Whether changes go there. */
    boolean isBeside(Path changes) {
        writing.lock();
        try {
            return changes.equals(beside);
        } finally {
            writing.unlock();
        }
    }

    /** Whether they go nowhere, or to where somebody else deleted the snapshot and them with it. */
    boolean isNowhere() {
        writing.lock();
        try {
            return beside == null || !Files.isDirectory(beside);
        } finally {
            writing.unlock();
        }
    }

    /** Ships nothing until it begins beside another snapshot. */
    void pause() throws IOException {
        writing.lock();
        try {
            closeFiles();
            beside = null;
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void committed(String index, CommittedState state) {
        Held held = new Held(index, state);
        // Whoever closes this may have looked for what is held in between.
        if (closed || !queue.offer(held) || (closed && queue.remove(held))) {
            state.close();
        }
    }

    private void run() {
        while (!closed) {
            try {
                Held next = queue.poll(1, TimeUnit.SECONDS);
                taken.incrementAndGet();
                if (next == null) {
                    catchUp();
                } else {
                    ship(next);
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (IOException | RuntimeException failed) {
                LOG.error("Changes could not be written beside the snapshot; the next snapshot begins anew", failed);
                giveUp();
            }
        }
    }

    /** Lets go what waits while nothing is taken; it goes with a later entry. */
    private void guard() {
        long seen = -1;
        while (!closed && thread.isAlive()) {
            try {
                thread.join(patienceMillis);
            } catch (InterruptedException stopped) {
                return;
            }
            long now = taken.get();
            if (now == seen) {
                letGo();
            }
            seen = now;
        }
        if (!closed) {
            closed = true;
            letGo();
        }
    }

    private void letGo() {
        List<Held> waiting = new ArrayList<>();
        queue.drainTo(waiting);
        for (Held held : waiting) {
            if (held.state() != null) {
                held.state().close();
            }
        }
    }

    private void ship(Held held) throws IOException, InterruptedException {
        try (CommittedState state = held.state()) {
            if (state == null || !writing.tryLock(patienceMillis, TimeUnit.MILLISECONDS)) {
                return;
            }
            try {
                append(held.index(), state);
                ShippedChanges file = files.get(held.index());
                if (queue.isEmpty() && file != null) {
                    file.force();
                }
            } finally {
                writing.unlock();
            }
        }
    }

    /** What was let go has no further commit that would bring it along. */
    private void catchUp() throws IOException {
        writing.lock();
        try {
            for (String index : files.keySet().toArray(String[]::new)) {
                shipNow(index);
            }
        } finally {
            writing.unlock();
        }
    }

    private void shipNow(String index) throws IOException {
        ShippedChanges file = files.get(index);
        try (CommittedState state = file == null ? null : records.state(index)) {
            if (file != null && state != null && state.sequence() != file.sequence() && append(index, state)) {
                file.force();
            }
        } catch (StoreClosedException gone) {
            LOG.debug("Index {} is being closed", index, gone);
        }
    }

    /** False if the changes of that index are no longer shipped; those of the others are. */
    private boolean append(String index, CommittedState state) throws IOException {
        ShippedChanges file = files.get(index);
        String ended = file == null ? null : appendOrWhyNot(file, state);
        if (file != null && ended != null) {
            LOG.warn("The changes of index {} are shipped again from the next snapshot on: {}", index, ended);
            files.remove(index);
            file.close();
        }
        return file != null && ended == null;
    }

    private static @Nullable String appendOrWhyNot(ShippedChanges file, CommittedState state) throws IOException {
        try {
            return file.append(state);
        } catch (StoreException unreadable) {
            return "its record cannot be read (" + unreadable.getMessage() + ")";
        }
    }

    /** What was written so far stays, and is whole up to some entry. */
    private void giveUp() {
        writing.lock();
        try {
            closeFiles();
        } catch (IOException unwritten) {
            LOG.debug("The changes so far were not synced", unwritten);
        } finally {
            writing.unlock();
        }
    }

    /** All of them, also if one fails. */
    private void closeFiles() throws IOException {
        @Nullable
        IOException unwritten = null;
        for (ShippedChanges file : files.values()) {
            try {
                file.close();
            } catch (IOException failed) {
                unwritten = failed;
            }
        }
        files.clear();
        if (unwritten != null) {
            throw unwritten;
        }
    }

    /** Ships what is held and ends. */
    @Override
    public void close() {
        records.follow(null);
        closed = true;
        // An interrupt would close the file under its writer.
        boolean woken = queue.offer(new Held("", null));
        try {
            thread.join(TimeUnit.SECONDS.toMillis(woken ? 10 : 20));
            if (thread.isAlive()) {
                letGo();
                LOG.warn("The disk of the snapshots does not take the last changes; the next start ships them");
                return;
            }
            @Nullable
            Held left = queue.poll();
            while (left != null) {
                ship(left);
                left = queue.poll();
            }
            writing.lock();
            try {
                closeFiles();
            } finally {
                writing.unlock();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException failed) {
            LOG.warn("The last changes were not written beside the snapshot; the next start does", failed);
        }
    }
}
