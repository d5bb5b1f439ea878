package io.semblance.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a look at a snapshot tells of it, without reading its records: the last verdict, as far as the files that it was on are
 * there. A verdict outlives what it was on: files that were removed, cut or exchanged for links since.
 */
final class Standing {

    private Standing() {
    }

    /**
     * The last verdict on a manifest, with what does not fit it now; null if there is none that says anything.
     *
     * @throws IOException if the disk does not tell
     */
    static @Nullable Verification of(Path snapshot, ManifestFile file) throws IOException {
        Verification last = Verification.read(snapshot, file.sha256());
        if (last == null || !last.sound()) {
            return last;
        }
        List<String> faults = faults(snapshot, file.manifest());
        return faults.isEmpty() ? last : new Verification(last.manifestSha256(), last.verified(), false, faults);
    }

    private static List<String> faults(Path snapshot, Manifest manifest) throws IOException {
        List<String> faults = new ArrayList<>();
        for (IndexSnapshot index : manifest.indexes()) {
            String fault = fault(snapshot, index);
            if (fault != null) {
                faults.add(fault);
            }
        }
        return faults;
    }

    /** What is wrong with the file of an index by its kind and size, and that of what it lies in; null if nothing is. */
    static @Nullable String fault(Path snapshot, IndexSnapshot index) throws IOException {
        String name = SnapshotFiles.ofIndex(index.name(), index.file().name());
        Path all = snapshot.resolve(SnapshotFiles.INDEXES);
        Path directory = all.resolve(index.name());
        BasicFileAttributes found = isDirectory(all) && isDirectory(directory)
                ? attributes(directory.resolve(index.file().name()))
                : null;
        if (found == null || !found.isRegularFile()) {
            return name + " is missing or is no file";
        }
        return found.size() == index.file().bytes()
                ? null
                : name + " has " + found.size() + " bytes instead of " + index.file().bytes();
    }

    private static boolean isDirectory(Path path) throws IOException {
        BasicFileAttributes found = attributes(path);
        return found != null && found.isDirectory();
    }

    /** Of no link's target; null if there is nothing. */
    private static @Nullable BasicFileAttributes attributes(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException missing) {
            return null;
        }
    }
}
