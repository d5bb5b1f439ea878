package io.semblance.snapshot;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.semblance.asset.IndexName;
import io.semblance.record.DataDirectory;
import io.semblance.record.DurableTrees;
import io.semblance.record.RestoreMark;

import org.jspecify.annotations.Nullable;

/**
 * Brings indexes back from a snapshot. Every byte is hashed while it is copied, and the copy is then read from end to end,
 * so that what has been restored was verified where it lies now. Names come from the manifest, which can hold no path.
 */
public final class Restoration {

    private static final String ARRIVING = "arriving";

    private final Manifest manifest;
    private final Arrival arrival;
    private final Room room;

    private Restoration(Manifest manifest, Arrival arrival, Room room) {
        this.manifest = manifest;
        this.arrival = arrival;
        this.room = room;
    }

    /** Brings some indexes to where they can be copied from, into a directory if need be. */
    private interface Arrival {
        SnapshotSource of(List<String> names, Path directory) throws IOException;
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
        DirectorySource source = DirectorySource.of(snapshot);
        return new Restoration(source.manifest(), (names, directory) -> source, room);
    }

    /** Of the snapshot in an archive, which is read once, from here on to its end. */
    public static Restoration of(SnapshotArchive archive) {
        Room room = Room.ON_DISK;
        return new Restoration(archive.manifest(),
                (names, directory) -> archive.arriveIn(directory, names, room::requireForServing), room);
    }

    /** What the snapshot says of itself. */
    public Manifest manifest() {
        return manifest;
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
                ? manifest.indexes().stream().map(IndexSnapshot::name).toList()
                : List.of(only);
        names.forEach(manifest::described);
        try {
            requireEmpty(into);
            try (RestoreMark mark = RestoreMark.put(into)) {
                List<String> restored = fill(into, names, as);
                rest.complete();
                mark.complete();
                return restored;
            }
        } catch (IOException failed) {
            throw unusable(into, failed);
        }
    }

    private static SnapshotException unusable(Path directory, IOException failed) {
        return SnapshotException.failed(
                "The directory " + directory + " cannot be used (" + failed + "). Check its path and permissions.",
                failed);
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
            data.claim(manifest.backend());
            Path arriving = into.resolve(ARRIVING);
            SnapshotSource source = arrival.of(names, arriving);
            for (String name : names) {
                String renamed = as == null ? name : as;
                data.createIndex(renamed,
                        target -> source.copyChecked(manifest.described(name), manifest, target, room));
                restored.add(renamed);
            }
            DurableTrees.delete(arriving);
        }
        return restored;
    }
}
