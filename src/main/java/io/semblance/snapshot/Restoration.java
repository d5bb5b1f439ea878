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
import io.semblance.record.RestoreMark;

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

    /** What else belongs to a data directory before it is whole. */
    @FunctionalInterface
    public interface Completion {

        /** Does it; this process may open the directory meanwhile. */
        void complete() throws IOException;
    }

    /**
     * Makes a data directory that no service holds: of all indexes, or of one, which may get another name.
     *
     * @param into does not exist, or is empty; it is so again if this fails, and no service starts on it if this is cut
     * @return names of the restored indexes
     * @throws SnapshotException if the snapshot is damaged, or the directory is not empty
     * @throws io.semblance.record.DataDirectoryException if it cannot be a data directory
     */
    public List<String> into(Path into, @Nullable String only, @Nullable String as) {
        return into(into, only, as, () -> {
        });
    }

    /** The same, whole only once the rest is done too. */
    public List<String> into(Path into, @Nullable String only, @Nullable String as, Completion rest) {
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
            try (RestoreMark mark = RestoreMark.put(into)) {
                List<String> restored = fill(into, names, as);
                rest.complete();
                mark.complete();
                return restored;
            }
        } catch (IOException failed) {
            throw SnapshotException.failed(
                    "The directory " + into + " cannot be used (" + failed + "). Check its path and permissions.",
                    failed);
        }
    }

    private static void requireEmpty(Path into) throws IOException {
        if (Files.exists(into, LinkOption.NOFOLLOW_LINKS)) {
            RestoreMark.requireNoneIn(into);
            try (DirectoryStream<Path> children = Files.newDirectoryStream(into)) {
                if (children.iterator().hasNext()) {
                    throw SnapshotException.refused("The directory " + into
                            + " is not empty, and nothing is ever restored over data. Give an empty one.");
                }
            }
        }
    }

    private List<String> fill(Path into, List<String> names, @Nullable String as) throws IOException {
        List<String> restored = new ArrayList<>();
        try (DataDirectory data = DataDirectory.open(into)) {
            data.claim(manifest().backend());
            for (String name : names) {
                String renamed = as == null ? name : as;
                data.createIndex(renamed, of(name));
                restored.add(renamed);
            }
            if (source instanceof SnapshotArchive archive) {
                archive.end();
            }
        }
        return restored;
    }
}
