package io.semblance.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

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
 * left unshipped. Whoever writes never waits for it.
 */
final class ChangeShipping implements CommittedState.Follower, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeShipping.class);

    /** States that are held at once, of all indexes: each keeps pages of its record from being used again. */
    private static final int MOST_HELD = 64;

    /** A state, or none, which wakes the thread. */
    private record Held(String index, @Nullable CommittedState state) {
    }

    private final IndexRecords records;
    private final BlockingQueue<Held> queue = new ArrayBlockingQueue<>(MOST_HELD);
    private final Map<String, ShippedChanges> files = new HashMap<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("snapshot-changes").unstarted(this::run);
    private volatile boolean closed;
    private boolean begun;
    private @Nullable Path beside;

    ChangeShipping(IndexRecords records) {
        this.records = records;
    }

    boolean hasBegun() {
        synchronized (files) {
            return begun;
        }
    }

    /** From now on changes go beside this snapshot, beginning with those since it was made. */
    void begin(Path changes, Manifest manifest) throws IOException {
        synchronized (files) {
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
            }
        }
    }

    /** Whether the snapshot was deleted beside which changes go, and they with it. */
    boolean isGone() {
        synchronized (files) {
            return beside != null && !Files.isDirectory(beside);
        }
    }

    /** Ships nothing until it begins beside another snapshot. */
    void pause() throws IOException {
        synchronized (files) {
            closeFiles();
            beside = null;
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

    private void ship(Held held) throws IOException {
        try (CommittedState state = held.state()) {
            if (state == null) {
                return;
            }
            synchronized (files) {
                append(held.index(), state);
                ShippedChanges file = files.get(held.index());
                if (queue.isEmpty() && file != null) {
                    file.force();
                }
            }
        }
    }

    /** What was let go has no further commit that would bring it along. */
    private void catchUp() throws IOException {
        synchronized (files) {
            for (String index : files.keySet().toArray(String[]::new)) {
                shipNow(index);
            }
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
        synchronized (files) {
            try {
                closeFiles();
            } catch (IOException unwritten) {
                LOG.debug("The changes so far were not synced", unwritten);
                files.clear();
            }
        }
    }

    private void closeFiles() throws IOException {
        for (ShippedChanges file : files.values()) {
            file.close();
        }
        files.clear();
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
            @Nullable
            Held left = queue.poll();
            while (left != null) {
                ship(left);
                left = queue.poll();
            }
            synchronized (files) {
                closeFiles();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException failed) {
            LOG.warn("The last changes were not written beside the snapshot; the next start does", failed);
        }
    }
}
