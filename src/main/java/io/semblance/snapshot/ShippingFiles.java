package io.semblance.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.semblance.asset.CommittedState;
import io.semblance.asset.IndexRecords;
import io.semblance.record.StoreClosedException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of changes beside one snapshot, one for each index that is still shipped. For one thread at a time. */
final class ShippingFiles {

    private static final Logger LOG = LoggerFactory.getLogger(ShippingFiles.class);

    private final IndexRecords records;
    private final Map<String, ShippedChanges> files = new HashMap<>();
    /** Names of those whose files go on with the next snapshot only. */
    private final Set<String> ended = new HashSet<>();

    ShippingFiles(IndexRecords records) {
        this.records = records;
    }

    /**
     * Where changes go.
     *
     * @param snapshot that they follow
     * @param changes the directory of their files
     */
    record Place(Path snapshot, Path changes, Manifest manifest) {
    }

    /**
     * Opens those of a snapshot that are not open yet, each by itself, and ships what was committed since they were written.
     *
     * @return why not all of them are open; null if they are
     */
    @Nullable
    Throwable open(Place place) {
        if (!Files.isDirectory(place.snapshot)) {
            // Not to be made anew, such as below a mount that has come off.
            return new NoSuchFileException(place.snapshot.toString());
        }
        @Nullable
        Throwable first = null;
        for (IndexSnapshot index : place.manifest.indexes()) {
            boolean done = files.containsKey(index.name()) || ended.contains(index.name());
            Throwable failed = done ? null : open(place, index);
            first = first == null ? failed : first;
        }
        return first;
    }

    private @Nullable Throwable open(Place place, IndexSnapshot index) {
        try {
            files.put(index.name(), ShippedChanges.open(SnapshotDirectory.changes(place.changes, index.name()),
                    ShippedChanges.mostBytes(), index.sequence(), index.committedMicros()));
            shipNow(index.name());
            return null;
        } catch (IOException | RuntimeException | OutOfMemoryError failed) {
            ShippedChanges opened = files.remove(index.name());
            if (opened != null) {
                opened.drop();
            }
            return new IOException("the changes of index " + index.name() + ", " + failed, failed);
        }
    }

    /** What was let go has no further commit that would bring it along. */
    void catchUp(@Nullable Place place) throws IOException {
        if (place != null && !files.isEmpty() && !Files.isDirectory(place.changes)) {
            // Whoever removed it left files that have no name.
            throw new NoSuchFileException(place.changes.toString());
        }
        for (String index : files.keySet().toArray(String[]::new)) {
            shipNow(index);
        }
        force();
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
    boolean append(String index, CommittedState state) throws IOException {
        ShippedChanges file = files.get(index);
        String whyNot = file == null ? null : appendOrWhyNot(file, state);
        if (file != null && whyNot != null) {
            LOG.warn("The changes of index {} are shipped again from the next snapshot on: {}", index, whyNot);
            files.remove(index);
            ended.add(index);
            file.close();
        }
        return file != null && whyNot == null;
    }

    private static @Nullable String appendOrWhyNot(ShippedChanges file, CommittedState state) throws IOException {
        try {
            return file.append(state);
        } catch (StoreClosedException closing) {
            // The index may be opened again under its name.
            return null;
        } catch (RuntimeException unreadable) {
            // Of a value that is damaged, whoever parses it throws what it likes.
            return "its record cannot be read (" + unreadable + ")";
        }
    }

    /** Syncs what was appended. */
    void force() throws IOException {
        for (ShippedChanges file : files.values()) {
            if (!file.isSynced()) {
                file.force();
            }
        }
    }

    /** Closes them after a failure: what was synced so far stays, and is whole up to some entry. */
    void drop() {
        files.values().forEach(ShippedChanges::drop);
        files.clear();
    }

    /** All of them, also if one fails. */
    void close() {
        for (ShippedChanges file : files.values()) {
            try {
                file.close();
            } catch (IOException failed) {
                LOG.warn("The last changes were not written beside the snapshot", failed);
            }
        }
        files.clear();
        ended.clear();
    }
}
