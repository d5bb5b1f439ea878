package io.semblance.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.semblance.asset.CommittedState;
import io.semblance.asset.IndexRecords;
import io.semblance.record.StoreClosedException;
import io.semblance.record.StoreException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of changes beside one snapshot, one for each index that is still shipped. For one thread at a time. */
final class ShippingFiles {

    private static final Logger LOG = LoggerFactory.getLogger(ShippingFiles.class);

    private final IndexRecords records;
    private final Map<String, ShippedChanges> files = new HashMap<>();

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

    /** Opens those of a snapshot, and ships what was committed since they were written. */
    void open(Place place) throws IOException {
        if (!Files.isDirectory(place.snapshot)) {
            // Not to be made anew, such as below a mount that has come off.
            throw new NoSuchFileException(place.snapshot.toString());
        }
        for (IndexSnapshot index : place.manifest.indexes()) {
            files.put(index.name(), ShippedChanges.open(SnapshotDirectory.changes(place.changes, index.name()),
                    ShippedChanges.mostBytes(), index.sequence(), index.committedMicros()));
            shipNow(index.name());
        }
    }

    /** What was let go has no further commit that would bring it along. */
    void catchUp() throws IOException {
        for (String index : files.keySet().toArray(String[]::new)) {
            shipNow(index);
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
    boolean append(String index, CommittedState state) throws IOException {
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

    /** Syncs what was appended of an index. */
    void force(String index) throws IOException {
        ShippedChanges file = files.get(index);
        if (file != null) {
            file.force();
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
    }
}
