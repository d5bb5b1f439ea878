package io.semblance.snapshot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.semblance.record.DurableTrees;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory that holds snapshots. A snapshot appears and disappears by one rename, under a name that none can have
 * before and after: so what a kill leaves is never taken for one.
 */
final class SnapshotDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotDirectory.class);
    private static final String LOCK = ".lock";
    private static final String CREATING = ".creating-";
    private static final String DELETED = ".deleted-";
    private static final String CHANGES = "changes-";

    private final Path root;

    SnapshotDirectory(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    /** Where a snapshot lies, if it is there. */
    Path path(SnapshotId id) {
        return root.resolve(id.text());
    }

    /** Where the changes after a snapshot lie, if they are shipped: beside it, since what is in it never changes. */
    static Path changes(Path snapshots, SnapshotId id) {
        return snapshots.resolve(CHANGES + id.text());
    }

    /** Those of one index. */
    static Path changes(Path ofSnapshot, String index) {
        return ofSnapshot.resolve(index + ".log");
    }

    boolean contains(SnapshotId id) {
        return Files.isDirectory(path(id), LinkOption.NOFOLLOW_LINKS);
    }

    /** The snapshots that are there, oldest first. */
    List<SnapshotId> list() throws IOException {
        List<SnapshotId> ids = new ArrayList<>();
        for (String child : children()) {
            if (SnapshotId.isPossible(child) && contains(new SnapshotId(child))) {
                ids.add(new SnapshotId(child));
            }
        }
        Collections.sort(ids);
        return ids;
    }

    private List<String> children() throws IOException {
        List<String> names = new ArrayList<>();
        if (Files.isDirectory(root)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(root)) {
                children.forEach(child -> names.add(String.valueOf(child.getFileName())));
            }
        }
        return names;
    }

    /** Fills a new directory. */
    interface Filling {
        void fill(Path directory) throws IOException;
    }

    /** Makes a snapshot, whole or not at all, and removes what earlier attempts left. */
    void create(SnapshotId id, Filling filling) throws IOException {
        DurableTrees.create(root);
        try (FileChannel channel = FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE); FileLock lock = lock(channel)) {
            if (lock == null) {
                throw SnapshotException.refused("Another process is making a snapshot in " + root
                        + " at this moment. Wait until it is done.");
            }
            removeLeftovers();
            Path creating = Files.createDirectory(root.resolve(CREATING + id.text()));
            boolean created = false;
            try {
                filling.fill(creating);
                DurableTrees.rename(creating, path(id));
                created = true;
            } finally {
                if (!created) {
                    DurableTrees.delete(creating);
                }
            }
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldHere) {
            return null;
        }
    }

    /** What cannot be removed stays: it counts for nothing, and must not keep others from being made. */
    private void removeLeftovers() throws IOException {
        for (String child : children()) {
            try {
                if (child.startsWith(CREATING)) {
                    DurableTrees.delete(root.resolve(child));
                } else if (child.startsWith(DELETED)) {
                    removeDeleted(child.substring(DELETED.length()));
                }
            } catch (IOException stays) {
                LOG.warn("The leftover {} cannot be removed: {}", root.resolve(child), stays.toString());
            }
        }
    }

    /** What is left of a deleted snapshot goes last: as long as it is there, its changes are known to be of no use. */
    private void removeDeleted(String id) throws IOException {
        if (SnapshotId.isPossible(id) && !contains(new SnapshotId(id))) {
            DurableTrees.delete(changes(root, new SnapshotId(id)));
        }
        DurableTrees.delete(root.resolve(DELETED + id));
    }

    /** Deletes a snapshot, whole or not at all; false if there is none. */
    boolean delete(SnapshotId id) throws IOException {
        if (!contains(id)) {
            return false;
        }
        Path deleted = root.resolve(DELETED + id.text());
        DurableTrees.delete(deleted);
        DurableTrees.rename(path(id), deleted);
        try {
            removeDeleted(id.text());
        } catch (IOException stays) {
            LOG.warn("Snapshot {} is deleted, and what is left of it in {} cannot be removed: {}", id.text(), deleted,
                    stays.toString());
        }
        return true;
    }
}
