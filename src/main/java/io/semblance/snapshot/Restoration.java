package io.semblance.snapshot;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.semblance.asset.IndexName;
import io.semblance.record.DataDirectory;
import io.semblance.record.DurableTrees;

import org.jspecify.annotations.Nullable;

/**
 * Brings indexes back from a snapshot. Every byte is hashed while it is copied, and the copy is then read from end to end,
 * so that what has been restored was verified where it lies now. Names come from the manifest, which can hold no path.
 */
public final class Restoration {

    private final SnapshotSource source;
    private final Room room;

    private Restoration(SnapshotSource source, Room room) {
        this.source = source;
        this.room = room;
    }

    /**
     * Of the snapshot in a directory.
     *
     * @throws SnapshotException if its manifest cannot be read
     */
    public static Restoration of(Path snapshot) {
        return of(snapshot, Room.ON_DISK);
    }

    static Restoration of(Path snapshot, Room room) {
        return new Restoration(DirectorySource.of(snapshot), room);
    }

    /** Of the snapshot in an archive, which is read once, from here on to its end. */
    public static Restoration of(SnapshotArchive archive) {
        return new Restoration(archive, Room.ON_DISK);
    }

    /** What the snapshot says of itself. */
    public Manifest manifest() {
        return source.manifest();
    }

    /**
     * Puts the record of an index into an empty directory, for {@code IndexRecords.adopt}.
     *
     * @throws SnapshotException if there is no such index in it, or it is damaged, or there is no room for it
     */
    public Consumer<Path> of(String index) {
        IndexSnapshot described = manifest().index(index);
        if (described == null) {
            throw SnapshotException.refused("The snapshot holds no index '" + index + "'. It holds "
                    + manifest().indexes().stream().map(IndexSnapshot::name).toList() + ".");
        }
        return target -> copy(described, target);
    }

    private void copy(IndexSnapshot index, Path target) {
        room.requireForServing(index, target);
        source.copy(index, target);
        List<String> faults = SnapshotCheck.recordFaults(target, index, manifest());
        if (!faults.isEmpty()) {
            throw SnapshotException.damaged(faults.getFirst());
        }
    }

    /**
     * Makes a data directory that no service holds: of all indexes, or of one, which may get another name.
     *
     * @param into does not exist, or is empty; it is so again if this fails
     * @return names of the restored indexes
     * @throws SnapshotException if the snapshot is damaged, or the directory is not empty
     * @throws io.semblance.record.DataDirectoryException if it cannot be a data directory
     */
    public List<String> into(Path into, @Nullable String only, @Nullable String as) {
        if (as != null && !IndexName.isPossible(as)) {
            throw SnapshotException.refused("No index can have the name '" + as
                    + "'. Choose a lower-case letter followed by up to 31 lower-case letters and digits.");
        }
        List<String> names = only == null
                ? manifest().indexes().stream().map(IndexSnapshot::name).toList()
                : List.of(only);
        names.forEach(this::of);
        try {
            requireEmpty(into);
            return intoEmpty(into, names, as);
        } catch (IOException failed) {
            throw SnapshotException.failed(
                    "The directory " + into + " cannot be used (" + failed + "). Check its path and permissions.",
                    failed);
        }
    }

    private static void requireEmpty(Path into) throws IOException {
        if (Files.exists(into, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(into)) {
                if (children.iterator().hasNext()) {
                    throw notEmpty(into);
                }
            }
        }
    }

    private static SnapshotException notEmpty(Path into) {
        return SnapshotException.refused(
                "The directory " + into + " is not empty, and nothing is ever restored over data. Give an empty one.");
    }

    private List<String> intoEmpty(Path into, List<String> names, @Nullable String as) throws IOException {
        List<String> restored = new ArrayList<>();
        try (DataDirectory data = DataDirectory.open(into)) {
            if (!data.indexes().isEmpty()) {
                throw notEmpty(into);
            }
            boolean complete = false;
            try {
                data.claim(manifest().backend());
                for (String name : names) {
                    String renamed = as == null ? name : as;
                    data.createIndex(renamed, of(name));
                    restored.add(renamed);
                }
                if (source instanceof SnapshotArchive archive) {
                    archive.end();
                }
                complete = true;
            } finally {
                if (!complete) {
                    // While it is locked: what another process puts there afterwards stays.
                    emptyAgain(into);
                }
            }
        }
        return restored;
    }

    /**
     * Removes what {@link #into} made, for whoever fails to go on with it. Half a data directory must not be taken for a
     * whole one.
     */
    public static void emptyAgain(Path into) throws IOException {
        if (Files.isDirectory(into)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(into)) {
                for (Path child : children) {
                    DurableTrees.delete(child);
                }
            }
        }
    }
}
